"""Walks a screen as somebody without a mouse or without sight would: names, reach, rings."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractItemView, QApplication, QScrollArea, QWidget

MOST_STEPS = 500


def walk(widget: QWidget) -> list[str]:
    """What is wrong with the controls in sight within `widget`: no name, or not reached by Tab."""
    reached = _reached(widget)
    problems = []
    for control in _controls(widget):
        if not _name(control):
            problems.append(f"{_words(control)} has no name for a screen reader")
        if control not in reached:
            problems.append(f"{_words(control)} cannot be reached with Tab")
    return problems


def rings(widget: QWidget) -> list[str]:
    """Controls in sight within `widget` that look the same with the focus as without."""
    problems = []
    for control in _controls(widget):
        elsewhere = next((one for one in _controls(widget.window()) if one is not control), None)
        if elsewhere is None:
            continue
        elsewhere.setFocus(Qt.FocusReason.TabFocusReason)
        QApplication.processEvents()
        before = control.grab().toImage()
        control.setFocus(Qt.FocusReason.TabFocusReason)
        QApplication.processEvents()
        if control.grab().toImage() == before:
            problems.append(f"{_words(control)} shows no focus")
    return problems


def clipped(widget: QWidget) -> list[str]:
    """Lists and pages in sight within `widget` that have to be scrolled sideways, and pages cut off at the right."""
    views = [one for one in widget.findChildren(QAbstractItemView) if one.isVisible()]
    pages = [one for one in widget.findChildren(QScrollArea) if one.isVisible() and one.widget() is not None]
    return [f"{_words(one)} scrolls sideways" for one in views if one.horizontalScrollBar().isVisible()] + [
        f"{_words(one)} is cut off" for one in pages if _width_of(one.widget()) > one.viewport().width()
    ]


def _width_of(page: QWidget) -> int:
    """How wide a page is without its margin at the right, in which there is nothing to be read."""
    inside = page.layout()
    return page.width() - (inside.contentsMargins().right() if inside is not None else 0)


def _controls(widget: QWidget) -> list[QWidget]:
    """Those of its own window: a dialog over it is a window by itself."""
    window = widget.window()
    return [one for one in widget.findChildren(QWidget) if one.window() is window and _takes_focus(one)]


def _takes_focus(control: QWidget) -> bool:
    by_tab = bool(control.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return by_tab and control.isVisible() and control.isEnabled() and control.focusProxy() is None


def _name(control: QWidget) -> str:
    interface = QAccessible.queryAccessibleInterface(control)
    return interface.text(QAccessible.Text.Name).strip() if interface else ""


def _reached(widget: QWidget) -> set[QWidget]:
    start = widget.window()
    reached, current = {start}, start.nextInFocusChain()
    while current is not start and len(reached) < MOST_STEPS * 100:
        reached.add(current)
        current = current.nextInFocusChain()
    return reached


def _words(control: QWidget) -> str:
    return f"{type(control).__name__} “{_name(control) or control.objectName()}”"
