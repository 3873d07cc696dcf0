"""The style sheet, made of the tokens and the text size. Looks are chosen by the property `look`."""

from ui.tokens import Tokens

H1_TIMES = 1.74  # 17 pt beside 9.75 pt
H2_TIMES = 1.18  # 11.5 pt


def style_sheet(t: Tokens, text_pt: float) -> str:
    """The application's style sheet. `text_pt` is the body's size in points."""
    return "".join((_texts(t, text_pt), _buttons(t, text_pt), _fields(t), _ticks(t), _tables(t), _frames(t), _rest(t)))


def _texts(t: Tokens, text_pt: float) -> str:
    return f"""
[look="h1"] {{ font-size: {text_pt * H1_TIMES:.2f}pt; font-weight: 600; }}
[look="h2"] {{ font-size: {text_pt * H2_TIMES:.2f}pt; font-weight: 600; }}
[look="strong"] {{ font-weight: 600; }}
[look="muted"] {{ color: {t.muted}; }}
[look="small"] {{ color: {t.muted}; font-size: {text_pt * 0.92:.2f}pt; }}
[look="problem"] {{ color: {t.bad}; }}
[look="letter"] {{ font-size: {text_pt * 1.14:.2f}pt; }}
[look="code"] {{ font-size: {text_pt * 1.25:.2f}pt; font-weight: 600; letter-spacing: 1px; }}
QToolTip {{ color: {t.text}; background: {t.raised}; border: 1px solid {t.line}; padding: 6px; }}
"""


def _buttons(t: Tokens, text_pt: float) -> str:
    return f"""
QPushButton, QToolButton {{ color: {t.text}; background: {t.raised}; border: 1px solid {t.line};
  border-radius: 6px; padding: 6px 13px; min-height: 18px; }}
QPushButton:hover, QToolButton:hover {{ background: {t.hover}; }}
QPushButton:pressed, QToolButton:pressed {{ background: {t.selection}; }}
QPushButton:focus, QToolButton:focus {{ border: 2px solid {t.accent}; padding: 5px 12px; }}
QPushButton:disabled, QToolButton:disabled {{ color: {t.muted}; background: {t.window}; }}
QPushButton:checked, QToolButton:checked {{ background: {t.accent_soft}; color: {t.accent}; }}
QPushButton::menu-indicator {{ image: url(icons:down-{_kind(t)}.svg); width: 12px; height: 12px;
  subcontrol-origin: padding; subcontrol-position: right center; right: 8px; }}
QPushButton[menu="true"] {{ padding-right: 20px; }}
QPushButton[menu="true"]:focus {{ padding-right: 19px; }}
QPushButton[look="primary"] {{ color: {t.on_accent}; background: {t.accent}; border-color: {t.accent};
  font-weight: 600; }}
QPushButton[look="primary"]:hover {{ background: {t.accent_strong}; }}
QPushButton[look="primary"]:focus {{ border: 2px solid {t.text}; }}
QPushButton[look="door"] {{ text-align: left; padding: 0; border-radius: 10px; }}
QPushButton[look="door"]:hover {{ background: {t.accent_soft}; border-color: {t.accent}; }}
QPushButton[look="danger"] {{ color: {t.bad}; border-color: {t.bad}; }}
QPushButton[look="danger"]:focus {{ border: 2px solid {t.bad}; background: {t.bad_soft}; }}
QPushButton[look="link"], QToolButton[look="plain"] {{ color: {t.accent}; background: transparent;
  border: 2px solid transparent; padding: 3px 5px; text-align: left; }}
QPushButton[look="link"]:hover {{ text-decoration: underline; }}
QPushButton[look="link"]:focus, QToolButton[look="plain"]:focus {{ border: 2px solid {t.accent}; }}
QToolButton[look="plain"] {{ color: {t.text}; padding: 4px; }}
QPushButton[look="switch"] {{ color: {t.muted}; background: transparent; border: 2px solid transparent;
  border-bottom: 3px solid transparent; border-radius: 0; padding: 2px 6px;
  font-size: {text_pt * H1_TIMES:.2f}pt; font-weight: 600; }}
QPushButton[look="switch"]:checked {{ color: {t.text}; background: transparent;
  border-bottom: 3px solid {t.accent}; }}
QPushButton[look="switch"]:hover {{ background: {t.hover}; }}
QPushButton[look="switch"]:focus {{ border: 2px solid {t.accent}; border-radius: 4px; padding-bottom: 3px; }}
QPushButton[look="switch"]:checked:focus {{ border-bottom: 3px solid {t.accent}; padding-bottom: 2px; }}
QToolButton[look="plain"]:hover {{ background: {t.hover}; }}
"""


def _fields(t: Tokens) -> str:
    return f"""
QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QSpinBox {{ color: {t.text}; background: {t.base};
  border: 1px solid {t.field_line}; border-radius: 6px; padding: 5px 9px;
  selection-background-color: {t.accent}; selection-color: {t.on_accent}; }}
QLineEdit, QComboBox, QSpinBox {{ min-height: 20px; }}
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus, QSpinBox:focus {{
  border: 2px solid {t.accent}; padding: 4px 8px; }}
QLineEdit[wrong="true"], QPlainTextEdit[wrong="true"], QComboBox[wrong="true"] {{
  border: 2px solid {t.bad}; padding: 4px 8px; }}
QComboBox[wrong="true"]:focus {{ background: {t.bad_soft}; }}
QLineEdit:read-only {{ background: {t.window}; }}
QLineEdit:disabled, QComboBox:disabled, QPlainTextEdit:disabled {{
  color: {t.muted}; background: {t.window}; }}
QTextEdit[look] {{ background: transparent; border: 0; padding: 0; }}
QTextEdit[look]:focus {{ border: 0; padding: 0; }}
QTextEdit[look="paper"] {{ background: {t.base}; border: 1px solid {t.line}; border-radius: 8px; padding: 0; }}
QTextEdit[look="paper"]:focus {{ border: 2px solid {t.accent}; padding: 0; }}
QLineEdit[look="search"] {{ padding-left: 2px; padding-right: 2px; }}
QLineEdit QToolButton, QLineEdit QToolButton:focus {{ border: 0; padding: 0; background: transparent;
  min-height: 0; }}
QComboBox {{ padding-right: 28px; }}
QComboBox:focus {{ padding-right: 27px; }}
QComboBox QLineEdit, QComboBox QLineEdit:focus {{ border: 0; padding: 0; background: transparent; }}
QComboBox::drop-down {{ border: 0; width: 26px; }}
QComboBox::down-arrow {{ image: url(icons:down-{_kind(t)}.svg); width: 12px; height: 12px; }}
QComboBox QAbstractItemView, QListView {{ background: {t.raised}; border: 1px solid {t.line}; outline: 0;
  selection-background-color: {t.selection}; selection-color: {t.text}; }}
QComboBox QAbstractItemView::item, QListView::item {{ min-height: 28px; padding: 2px 9px; }}
"""


def _ticks(t: Tokens) -> str:
    return f"""
QCheckBox, QRadioButton {{ spacing: 8px; padding: 4px; border: 2px solid transparent; border-radius: 6px; }}
QCheckBox:focus, QRadioButton:focus {{ border: 2px solid {t.accent}; }}
QRadioButton[look="choice"] {{ background: {t.base}; border: 1px solid {t.field_line}; padding: 8px 10px; }}
QRadioButton[look="choice"]:checked {{ background: {t.accent_soft}; border: 1px solid {t.accent}; }}
QRadioButton[look="choice"]:focus {{ border: 2px solid {t.accent}; padding: 7px 9px; }}
QCheckBox::indicator, QRadioButton::indicator, QListView::indicator {{ width: 16px; height: 16px; background: {t.base};
  border: 1px solid {t.field_line}; border-radius: 4px; }}
QRadioButton::indicator {{ border-radius: 8px; }}
QCheckBox::indicator:checked, QListView::indicator:checked {{ background: {t.accent}; border-color: {t.accent};
  image: url(icons:tick-{_kind(t)}.svg); }}
QCheckBox::indicator:indeterminate {{ background: {t.accent_soft}; border-color: {t.accent}; }}
QListView::indicator:disabled, QRadioButton::indicator:disabled {{ background: {t.window}; border-color: {t.line}; }}
QListView:disabled {{ color: {t.muted}; background: {t.window}; }}
QRadioButton::indicator:checked {{ background: {t.base}; border: 5px solid {t.accent};
  width: 8px; height: 8px; }}
"""


def _tables(t: Tokens) -> str:
    return f"""
QTableView, QTreeView {{ background: {t.base}; border: 1px solid {t.line}; border-radius: 8px; outline: 0;
  gridline-color: {t.line}; selection-background-color: {t.selection}; selection-color: {t.text}; }}
QTableView:focus, QTreeView:focus, QListView:focus {{ border: 2px solid {t.accent}; }}
QTreeView[look="contents"]::item {{ min-height: 28px; }}
QHeaderView {{ background: transparent; border: 0; }}
QHeaderView::section {{ background: {t.base}; color: {t.muted}; font-weight: 600; border: 0;
  border-bottom: 1px solid {t.line}; padding: 0 8px 0 12px; min-height: 34px; }}
QHeaderView::section:first, QHeaderView::section:only-one {{ border-top-left-radius: 7px; }}
QHeaderView::section:last, QHeaderView::section:only-one {{ border-top-right-radius: 7px; }}
QHeaderView::section:hover {{ color: {t.text}; background: {t.hover}; }}
QHeaderView::down-arrow {{ image: url(icons:down-{_kind(t)}.svg); width: 12px; height: 12px; }}
QHeaderView::up-arrow {{ image: url(icons:up-{_kind(t)}.svg); width: 12px; height: 12px; }}
QTableCornerButton::section {{ background: {t.base}; border: 0; }}
"""


def _frames(t: Tokens) -> str:
    tones = "".join(
        f'QFrame[tone="{tone}"] {{ background: {getattr(t, tone + "_soft")}; border: 1px solid '
        f"{getattr(t, tone)}; border-radius: 8px; }}\n"
        for tone in ("ok", "warn", "bad", "accent", "neutral")
    )
    return f"""
QFrame[look="card"] {{ background: {t.raised}; border: 1px solid {t.line}; border-radius: 10px; }}
QFrame[look="card"]:focus {{ border: 2px solid {t.accent}; }}
QFrame[look="header"] {{ background: {t.base}; border: 0; border-bottom: 1px solid {t.line}; }}
QFrame[look="rule"] {{ background: {t.line}; border: 0; max-height: 1px; min-height: 1px; }}
QFrame[look="well"] {{ background: {t.window}; border: 1px solid {t.line}; border-radius: 8px; }}
QFrame[look="toast"] {{ background: {t.raised}; border: 1px solid {t.field_line}; border-radius: 8px; }}
{tones}QScrollArea, QScrollArea > QWidget > QWidget[look="page"] {{ background: transparent; border: 0; }}
QToolButton[look="thumbnail"] {{ background: {t.base}; border: 1px solid {t.line}; border-radius: 6px; padding: 0;
  min-height: 0; }}
QToolButton[look="thumbnail"]:focus {{ border: 2px solid {t.accent}; padding: 0; }}
QScrollArea[look="panel"] {{ background: {t.raised}; border: 1px solid {t.line}; border-radius: 10px; }}
QScrollArea[look="panel"]:focus {{ border: 2px solid {t.accent}; }}
QAbstractScrollArea[look="pages"] {{ border: 2px solid transparent; }}
QAbstractScrollArea[look="pages"]:focus {{ border: 2px solid {t.accent}; }}
QScrollArea:focus {{ border: 2px solid {t.accent}; border-radius: 6px; }}
"""


def _rest(t: Tokens) -> str:
    return f"""
QTabBar {{ background: {t.base}; border: 0; }}
QTabBar::tab {{ color: {t.muted}; background: transparent; border: 2px solid transparent;
  border-bottom: 3px solid transparent; padding: 9px 11px; margin: 0 1px; }}
QTabBar::tab:hover {{ color: {t.text}; background: {t.hover}; }}
QTabBar::tab:selected {{ color: {t.accent}; border-bottom: 3px solid {t.accent}; font-weight: 600; }}
QTabBar::tab:focus {{ border: 2px solid {t.accent}; border-bottom: 3px solid {t.accent};
  border-radius: 4px; }}
QMenu {{ background: {t.raised}; border: 1px solid {t.line}; padding: 4px; }}
QMenu::item {{ padding: 7px 24px 7px 12px; border-radius: 4px; }}
QMenu::item:selected {{ background: {t.selection}; color: {t.text}; }}
QMenu::item:disabled {{ color: {t.muted}; }}
QMenu::item:checked {{ font-weight: 600; color: {t.accent}; }}
QMenu::separator {{ height: 1px; background: {t.line}; margin: 4px 8px; }}
QMenu::icon {{ padding-left: 8px; }}
QStatusBar {{ background: {t.window}; border-top: 1px solid {t.line}; color: {t.muted}; }}
QStatusBar::item {{ border: 0; }}
QSplitter::handle {{ background: transparent; }}
QSplitter::handle:hover {{ background: {t.line}; }}
QProgressBar {{ background: {t.neutral_soft}; border: 0; border-radius: 4px; max-height: 8px;
  min-height: 8px; }}
QProgressBar::chunk {{ background: {t.accent}; border-radius: 4px; }}
QScrollBar:vertical {{ background: transparent; width: 10px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: 10px; margin: 0; }}
QScrollBar::handle {{ background: {t.field_line}; border-radius: 3px; margin: 2px; min-height: 28px;
  min-width: 28px; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
"""


def _kind(t: Tokens) -> str:
    """Which of the coloured arrow and tick pictures go with these tokens."""
    return "light" if t.on_accent == "#ffffff" else "dark"
