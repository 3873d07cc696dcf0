"""The tabs of an opened register, in their order. Each is imported when it is first shown: start stays quick."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.tab import Tab, TabSpec

if TYPE_CHECKING:
    from metdesk.desk import Desk
    from ui.shell import Shell

_ANSWERS = ("acknowledgement", "ack_round")
_DECLARED = ("declaration", "approach")


def tabs() -> list[TabSpec]:
    """Every tab there is."""
    return [
        TabSpec("overview", "Overview", _overview),
        TabSpec("policy", "Policy", _policy, ("policy_clause", "policy_reference", "edition"), _edition_amiss),
        TabSpec("accounts", "Accounts", _accounts, ("account",), _accounts_amiss),
        TabSpec("declarations", "Declarations", _declarations, _DECLARED, _declared_amiss),
        TabSpec("breaches", "Breaches", _breaches, ("breach",), _cases_waiting),
        TabSpec("acknowledgements", "Acknowledgements", _acknowledgements, _ANSWERS, _people_overdue),
        TabSpec("people", "People & schools", _people, ("person", "school", "term_date"), _schools_amiss),
    ]


def care_sections() -> list[TabSpec]:
    """The sections of the care of the register."""
    return [
        TabSpec("keyholders", "Keyholders", _keyholders),
        TabSpec("backups", "Backups", _backups),
        TabSpec("seal", "Seal and history", _seal),
        TabSpec("settings", "Settings", _settings),
    ]


def _overview(desk: Desk, shell: Shell) -> Tab:
    from ui.overview import OverviewTab

    return OverviewTab(desk, shell)


def _policy(desk: Desk, shell: Shell) -> Tab:
    from ui.policy import PolicyTab

    return PolicyTab(desk, shell)


def _accounts(desk: Desk, shell: Shell) -> Tab:
    from ui.accounts import AccountsTab

    return AccountsTab(desk, shell)


def _declarations(desk: Desk, shell: Shell) -> Tab:
    from ui.declarations import DeclarationsTab

    return DeclarationsTab(desk, shell)


def _breaches(desk: Desk, shell: Shell) -> Tab:
    from ui.breaches import BreachesTab

    return BreachesTab(desk, shell)


def _acknowledgements(desk: Desk, shell: Shell) -> Tab:
    from ui.acknowledgements import AcknowledgementsTab

    return AcknowledgementsTab(desk, shell)


def _people(desk: Desk, shell: Shell) -> Tab:
    from ui.people_and_schools import PeopleAndSchoolsTab

    return PeopleAndSchoolsTab(desk, shell)


def _keyholders(desk: Desk, shell: Shell) -> Tab:
    from ui.care_keyholders import KeyholdersSection

    return KeyholdersSection(desk, shell)


def _backups(desk: Desk, shell: Shell) -> Tab:
    from ui.care_backups import BackupsSection

    return BackupsSection(desk, shell)


def _seal(desk: Desk, shell: Shell) -> Tab:
    from ui.care_seal import SealSection

    return SealSection(desk, shell)


def _settings(desk: Desk, shell: Shell) -> Tab:
    from ui.care_settings import SettingsSection

    return SettingsSection(desk, shell)


def _edition_amiss(desk: Desk) -> tuple[int, str]:
    """Whether the edition in force breaks a must of the policy."""
    return _amiss(desk, ("edition",), "edition needs", "editions need")


def _schools_amiss(desk: Desk) -> tuple[int, str]:
    """How many schools break a must of the policy."""
    return _amiss(desk, ("school",), "school needs", "schools need")


def _accounts_amiss(desk: Desk) -> tuple[int, str]:
    """How many accounts break a must of the policy."""
    return _amiss(desk, ("account",), "account needs", "accounts need")


def _declared_amiss(desk: Desk) -> tuple[int, str]:
    """How many declarations and approaches break a must of the policy."""
    return _amiss(desk, _DECLARED, "declaration or approach needs", "declarations and approaches need")


def _cases_waiting(desk: Desk) -> tuple[int, str]:
    """How many cases are past a day by which something was due, of those that the keyholder may count, and how many
    that they are named on are not started yet: nothing else tells a head that one came."""
    from metdesk import cases
    from metdesk.calendar import count_of
    from metdesk.case_record import State

    every = cases.counted(desk)
    late = sum(bool(one.late) for one in every)
    new = sum(not one.late and one.report is not None and one.state is State.REPORTED for one in every)
    words = [f"{count_of(late, 'case is', 'cases are')} late"] if late else []
    words += [f"{count_of(new, 'case was', 'cases were')} reported to you"] if new else []
    return late + new, ", ".join(words)


def _people_overdue(desk: Desk) -> tuple[int, str]:
    """How many people are past their day, or authorised on an account without having signed."""
    return _amiss(desk, ("acknowledgement",), "person needs", "people need")


def _amiss(desk: Desk, kinds: tuple[str, ...], one_needs: str, many_need: str) -> tuple[int, str]:
    from metdesk import checks
    from metdesk.calendar import count_of

    breached = [one for one in checks.run(desk) if one.kind in kinds and one.status is checks.Status.BREACH]
    count = len({(failing.kind, failing.id) for one in breached for failing in one.failing})
    return count, f"{count_of(count, one_needs, many_need)} attention"
