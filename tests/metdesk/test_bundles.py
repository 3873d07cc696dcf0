"""A case as a sealed bundle: what is in it, how it is verified, and that it is for those named on the case alone."""

import hashlib
import io
import json
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from db.errors import Damaged
from metdesk import bundles, cases
from metdesk.case_record import EntryKind
from metdesk.desk import Desk
from metdesk.printing_breaches import case_file
from tests.conftest import KEYHOLDER, PASSPHRASE
from tests.metdesk import test_cases
from tests.metdesk.calls import Metdesk
from tests.metdesk.paper import HOSTILE, texts
from tests.metdesk.test_cases import SECRET, Trust, why
from tests.metdesk.test_printing_breaches import PNG, full

trust = test_cases.trust


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def test_a_bundle_holds_the_case_its_evidence_and_entries_under_harmless_names(trust: Trust) -> None:
    number = full(trust)
    found = parts(bundles.bundle(trust.desk, number))
    assert sorted(found) == [
        "HOW-TO-VERIFY.txt", "MANIFEST.txt", "case-file.pdf", "entries.json", "evidence/01.png",
    ]  # fmt: skip
    assert found["evidence/01.png"] == PNG
    assert SECRET in " ".join(texts(found["case-file.pdf"]))
    told = json.loads(found["entries.json"])
    case = cases.read(trust.desk, number)
    assert (told["case"], len(told["entries"])) == (case.row.title, len(case.entries))
    (piece,) = (one for one in told["entries"] if one["kind"] == "evidence")
    assert (piece["file"], piece["record"]["name"]) == ("evidence/01.png", f"{HOSTILE}.png")
    assert [one["stands"] for one in told["entries"] if one["kind"] == "note"] == [False, True]
    assert bundles.file_name(trust.desk, number).startswith(case.row.title.lower().replace(" ", "-"))


def test_the_manifest_is_held_against_the_files_with_ordinary_tools(trust: Trust, tmp_path: Path) -> None:
    data = bundles.bundle(trust.desk, full(trust))
    found = parts(data)
    manifest = found.pop("MANIFEST.txt").decode()
    told = dict(reversed(line.split("  ")) for line in manifest.splitlines() if not line.startswith("#"))
    assert told == {name: hashlib.sha256(part).hexdigest() for name, part in found.items()}
    assert trust.desk.seal_words() in manifest
    assert trust.desk.keyholder.name in manifest
    tool = shutil.which("sha256sum")
    if tool is None:
        pytest.skip("there is no sha256sum on this PC")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        archive.extractall(tmp_path)
    check = [tool, "--strict", "-c", "MANIFEST.txt"]
    assert subprocess.run(check, cwd=tmp_path, capture_output=True, check=False).returncode == 0
    (tmp_path / "evidence" / "01.png").write_bytes(PNG + b"x")
    assert subprocess.run(check, cwd=tmp_path, capture_output=True, check=False).returncode == 1


def test_a_bundle_is_the_same_all_day_and_leaves_no_trace_in_the_register(trust: Trust) -> None:
    number = full(trust)
    before = trust.desk.seal_words()
    assert bundles.bundle(trust.desk, number) == bundles.bundle(trust.desk, number)
    assert trust.desk.seal_words() == before


def test_nobody_bundles_a_case_that_they_are_not_named_on_and_evidence_that_was_changed(trust: Trust) -> None:
    number = full(trust)
    raw = trust.desk.store.database.raw
    (kept,) = raw.execute("SELECT content FROM breach_file").fetchone()
    raw.execute("UPDATE breach_file SET content = ?", (kept[:-1] + bytes([kept[-1] ^ 1]),))
    with pytest.raises(Damaged, match=r"^No\. 1 of the evidence is no longer what was taken in on 2 March 2026: "):
        bundles.bundle(trust.desk, number)
    told = " ".join(texts(case_file(trust.desk, number).run().pdf))
    assert "This evidence is no longer what was taken in" in told
    (sha256,) = (one.more["sha256"] for one in cases.read(trust.desk, number).evidence)
    assert sha256 in told.replace(" ", "")
    trust.as_manager()
    assert why(bundles.bundle, trust.desk, number) == why(bundles.bundle, trust.desk, 9_999)


def test_a_bundle_is_written_where_it_is_asked_for_and_nowhere_else(
    trust: Trust, metdesk: Metdesk, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reference = cases.row(trust.desk, full(trust)).title
    trust.desk.close()
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    monkeypatch.setenv("METDESK_REGISTER", str(folder))
    monkeypatch.setenv("METDESK_PASSPHRASE", PASSPHRASE)
    out = tmp_path / "case.zip"
    refused = metdesk("breaches", "bundle", reference, "--out", out, "--as", KEYHOLDER)
    nowhere = metdesk("breaches", "bundle", "00000", "--out", out, "--as", KEYHOLDER)
    assert (refused.status, refused.err) == (1, nowhere.err)
    assert not out.exists()
    head = f"headteacher {trust.head} ()"
    told = metdesk("breaches", "bundle", reference.lower(), "--out", out, "--as", head, "--json").document
    assert told["sha256"] == hashlib.sha256(out.read_bytes()).hexdigest()
    assert "MANIFEST.txt" in parts(out.read_bytes())
    assert list(temporary.iterdir()) == []
    with Desk.open(folder, head, PASSPHRASE) as desk:
        number = cases.called(desk, reference).id
        (copied,) = (one for one in cases.read(desk, number).entries if one.kind is EntryKind.COPIED)
        assert copied.record.sha256 == told["sha256"]
