from metdesk.policy_text import Clause


def flow(text: str, *items: str) -> list[str]:
    return [f"• {words}" if is_item else words for words, is_item in Clause("2", 1, "Aims", text, items).flow()]


def test_items_stand_under_the_paragraph_that_introduces_them() -> None:
    assert flow("First.\n\nIt aims to:\n\nIt covers all.", "one", "two") == [
        "First.", "It aims to:", "• one", "• two", "It covers all.",
    ]  # fmt: skip


def test_items_that_nothing_introduces_come_last() -> None:
    assert flow("First.\n\nSecond.", "one") == ["First.", "Second.", "• one"]
    assert flow("", "one") == ["• one"]
