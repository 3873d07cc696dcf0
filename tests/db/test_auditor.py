"""An auditor's own reading of a register, written from docs/security.md alone: nothing of the program reads here.

The program makes the register; `read` and what it calls use the standard library, argon2, cryptography and
sqlcipher3. Where this fails the document is wrong, or the format was changed without saying so there.
"""

import hashlib
import hmac
import json
import unicodedata
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives import hpke
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlcipher3 import dbapi2

from db import breaches, casekeys
from db.schools import School
from db.store import Store
from tests.db.animals import Animal
from tests.db.conftest import NAME, PASSPHRASE, Template

CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


# -- keys.json --------------------------------------------------------------------------------------


def compact(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def pretty(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def derived(secret: bytes, purpose: str, salt: bytes) -> bytes:
    return HKDF(SHA256(), 32, salt, purpose.encode()).derive(secret)


def statement(register: str, slot: dict[str, Any]) -> bytes:
    told = [slot["id"], slot["name"], slot["role"], slot["schools"], slot["sign_public"], slot["seal_public"]]
    return compact(["metdesk keyholder 1", register, *told])


def unwrapped(register: str, slot: dict[str, Any], secret: bytes) -> tuple[bytes, bytes]:
    """The keyholder's private X25519 and Ed25519 keys."""
    salt = bytes.fromhex(slot["salt"])
    cost = slot["cost"]
    if cost is None:
        key, listed = derived(secret, f"metdesk recovery 1 {register}", salt), None
    else:
        listed = [cost["memory_kib"], cost["passes"], cost["lanes"]]
        key = hash_secret_raw(secret, salt, cost["passes"], cost["memory_kib"], cost["lanes"], 32, Type.ID)
    about = ["metdesk slot 1", statement(register, slot).decode(), listed, slot["salt"]]
    associated = json.dumps(about, ensure_ascii=False).encode()
    both = AESGCM(key).decrypt(bytes.fromhex(slot["nonce"]), bytes.fromhex(slot["wrapped"]), associated)
    return both[:32], both[32:]


def database_key(register: str, slot: dict[str, Any], private: bytes) -> bytes:
    suite = hpke.Suite(hpke.KEM.X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.AES_256_GCM)
    info = f"metdesk database key 1 {register} {slot['id']}".encode()
    (sealed,) = slot["sealed"]
    return bytes(suite.decrypt(bytes.fromhex(sealed), X25519PrivateKey.from_private_bytes(private), info=info))


def key_file(folder: Path) -> dict[str, Any]:
    file = json.loads((folder / "keys.json").read_bytes())
    rest = {name: value for name, value in file.items() if name != "checksum"}
    assert hashlib.sha256(pretty(rest)).hexdigest() == file["checksum"]
    assert file["format"] == "metdesk keys 1"
    return dict(file)


def authenticate(file: dict[str, Any], key: bytes) -> None:
    body = {name: file[name] for name in ("format", "register", "slots", "recovery")}
    under = derived(key, f"metdesk keys.json 1 {file['register']}", b"")
    assert file["macs"] == [hmac.digest(under, pretty(body), "sha256").hex()]


def by_passphrase(folder: Path, name: str, passphrase: str) -> bytes:
    """The database key, by a keyholder's passphrase."""
    file = key_file(folder)
    (slot,) = [one for one in file["slots"] if one["name"] == name]
    private, _ = unwrapped(file["register"], slot, unicodedata.normalize("NFKC", passphrase).encode())
    key = database_key(file["register"], slot, private)
    authenticate(file, key)
    return key


def by_recovery(folder: Path, groups: str) -> bytes:
    """The database key, by the recovery key: the first 32 of its 36 letters and digits are the secret."""
    file = key_file(folder)
    private, _ = unwrapped(file["register"], file["recovery"], crockford(groups))
    key = database_key(file["register"], file["recovery"], private)
    authenticate(file, key)
    return key


# -- register.db ------------------------------------------------------------------------------------


def opened(path: Path, key: bytes) -> Any:
    connection = dbapi2.connect(f"{path.as_uri()}?mode=ro", uri=True)
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    return connection


def details_hash(connection: Any, n: int) -> bytes:
    digest = hashlib.sha256()
    for row in connection.execute(
        "SELECT kind, record, action, before, after FROM audit_detail WHERE n = ? ORDER BY id", (n,)
    ):
        for value in row:
            text = None if value is None else str(value).encode()
            digest.update(b"-" if text is None else str(len(text)).encode() + b":" + text)
    return digest.digest()


def follow(connection: Any) -> int:
    """Follows the audit from its first entry and returns how many there are; AssertionError where it breaks."""
    (register,) = connection.execute("SELECT id FROM register").fetchone()
    signers: dict[str, list[bytes]] = {}
    for holder, public in connection.execute("SELECT keyholder, sign_public FROM keyholder"):
        signers.setdefault(holder, []).append(public)
    previous, count = bytes(32), 0
    for row in connection.execute("SELECT * FROM audit ORDER BY n").fetchall():
        n, change, at, holder, name, what, words, before, details, digest, signature = row
        assert n == count + 1
        assert before == previous
        assert details == details_hash(connection, n)
        parts = ["metdesk audit 1", register, n, change, at, holder, name, what, words, before.hex(), details.hex()]
        assert hashlib.sha256(compact(parts)).digest() == digest
        assert any(signed(public, signature, digest) for public in signers[holder])
        previous, count = digest, n
    return count


def signed(public: bytes, signature: bytes, said: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, said)
    except InvalidSignature:
        return False
    return True


def vouched_for(connection: Any) -> bool:
    """Whether each keyholder was signed for by one who may (a manager, the recovery key), the first by themselves."""
    (register,) = connection.execute("SELECT id FROM register").fetchone()
    may: dict[str, list[bytes]] = {}
    rows = connection.execute(
        "SELECT keyholder, name, role, schools, sign_public, seal_public, issued_by, issue FROM keyholder ORDER BY id"
    )
    for holder, name, role, schools, sign, seal, issuer, issue in rows:
        said = compact(
            ["metdesk keyholder 1", register, holder, name, role, json.loads(schools), sign.hex(), seal.hex()]
        )
        if not any(signed(public, issue, said) for public in may.get(issuer, [] if may else [sign])):
            return False
        if role == "recovery" or (role in {"business manager", "trust officer"} and schools == "[]"):
            may.setdefault(holder, []).append(sign)
    return True


# -- a case -----------------------------------------------------------------------------------------


def case_keys(connection: Any, register: str, case: tuple[int, str], holder: str, private: bytes) -> dict[int, bytes]:
    """The keys of a case (id, uuid) by generation, by a keyholder's private key."""
    suite = hpke.Suite(hpke.KEM.X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.AES_256_GCM)
    key, found = X25519PrivateKey.from_private_bytes(private), {}
    mark = hashlib.sha256(key.public_key().public_bytes_raw()).hexdigest()[:32]
    for generation, sealed_to, sealed in connection.execute(
        "SELECT generation, sealed_to, sealed FROM breach_key "
        "WHERE breach_id = ? AND keyholder = ? AND binned_at IS NULL",
        (case[0], holder),
    ):
        assert sealed_to == mark
        info = f"metdesk case key 1|{register}|{case[1]}|{generation}".encode()
        found[generation] = bytes(suite.decrypt(sealed, key, info=info))
    return found


def words_of(connection: Any, register: str, case: tuple[int, str], keys: dict[int, bytes]) -> list[Any]:
    found = []
    for uuid, generation, kind, content in connection.execute(
        "SELECT uuid, generation, kind, content FROM breach_entry WHERE breach_id = ? ORDER BY id", (case[0],)
    ):
        about = f"metdesk case 1|{register}|{case[1]}|{generation}|{kind}|{uuid}".encode()
        found.append(json.loads(AESGCM(keys[generation]).decrypt(content[:12], content[12:], about)))
    return found


# -- what the auditor finds --------------------------------------------------------------------------


@pytest.fixture
def register(folder: Path, template: Template) -> Path:
    """A closed register with a few changes in it."""
    with Store.open(folder, template.unlocked) as store:
        for name in ("Rex", "O’Neill-Ştefănescu <b>"):
            with store.change("animals.add", f"Added {name}") as change:
                change.insert(Animal, name=name)
        with store.change("animals.change", "Changed Rex") as change:
            change.update(Animal, 1, name="Bo")
    return folder


def test_the_passphrase_opens_the_database_and_the_audit_follows(register: Path) -> None:
    connection = opened(register / "register.db", by_passphrase(register, NAME, PASSPHRASE))
    assert follow(connection) == connection.execute("SELECT COUNT(*) FROM audit").fetchone()[0]
    assert vouched_for(connection)
    assert connection.execute("SELECT name FROM animal ORDER BY id").fetchall() == [
        ("Bo",),
        ("O’Neill-Ştefănescu <b>",),
    ]
    connection.close()


def test_the_recovery_key_opens_the_same(register: Path, template: Template) -> None:
    assert by_recovery(register, template.recovery) == by_passphrase(register, NAME, PASSPHRASE)


def test_a_wrong_passphrase_opens_nothing(register: Path) -> None:
    with pytest.raises(InvalidTag):
        by_passphrase(register, NAME, "some other words entirely")


def test_a_backup_is_read_in_the_same_way(folder: Path, template: Template) -> None:
    with Store.open(folder, template.unlocked) as store:
        with store.change("animals.add", "Added Rex") as change:
            change.insert(Animal, name="Rex")
        copy = store.backup()
    manifest = json.loads((copy / "manifest.json").read_bytes())
    assert manifest["format"] == "metdesk backup 1"
    assert manifest["register"] == key_file(copy)["register"]
    for name, digest in manifest["files"].items():
        assert hashlib.sha256((copy / name).read_bytes()).hexdigest() == digest
    key = by_passphrase(copy, NAME, PASSPHRASE)
    rest = {name: value for name, value in manifest.items() if name != "checksum"}
    assert hashlib.sha256(pretty(rest)).hexdigest() == manifest["checksum"]
    mac = rest.pop("mac")
    under = derived(key, f"metdesk backup 1 {manifest['register']}", b"")
    assert hmac.digest(under, pretty(rest), "sha256").hex() == mac
    connection = opened(copy / "register.db", key)
    assert follow(connection) == manifest["seal"]["n"]
    head = connection.execute("SELECT hash FROM audit WHERE n = ?", (manifest["seal"]["n"],)).fetchone()[0]
    assert head.hex() == manifest["seal"]["hash"]
    for table, count in manifest["rows"].items():
        assert connection.execute(f'SELECT COUNT(*) FROM "{table}"').fetchone()[0] == count  # noqa: S608
    connection.close()


def test_a_case_is_opened_with_the_private_key_of_whoever_is_named_on_it(folder: Path, template: Template) -> None:
    with Store.open(folder, template.unlocked) as store:
        with store.change("schools.add", "Added a school") as change:
            school = change.insert(
                School, name="Ash Hill", urn="", kind="", head_title="", town="", email="", devices=""
            )
        store_a_case(store, school)
    file = key_file(folder)
    (slot,) = file["slots"]
    secrets = ((slot, PASSPHRASE.encode()), (file["recovery"], crockford(template.recovery)))
    connection = opened(folder / "register.db", by_passphrase(folder, NAME, PASSPHRASE))
    (case,) = connection.execute("SELECT id, uuid FROM breach").fetchall()
    for of, secret in secrets:
        private, _ = unwrapped(file["register"], of, secret)
        keys = case_keys(connection, file["register"], case, of["id"], private)
        (entry,) = words_of(connection, file["register"], case, keys)
        assert entry == {"record": {"words": "Spoke with her."}, "more": {}, "corrects": "", "why": ""}
    follow(connection)
    connection.close()


def crockford(groups: str) -> bytes:
    number = 0
    for letter in groups.replace("-", "")[:32]:
        number = number << 5 | CROCKFORD.index(letter)
    return number.to_bytes(20)


def store_a_case(store: Store, school: int) -> None:
    """A case as the program's own store seals it, with a note in it."""
    case, entry = "3f9a2" + "0" * 27, "b" * 32
    keys = casekeys.begin(store.unlocked.register_id, case)
    kept = {"record": {"words": "Spoke with her."}, "more": {}, "corrects": "", "why": ""}
    generation, sealed = keys.lock("note", entry, json.dumps(kept).encode())
    with store.change("breaches.report", "Case 3F9A2 was reported") as change:
        number = change.insert(
            breaches.Breach,
            uuid=case,
            school_id=school,
            category="other",
            reported_on=date(2026, 3, 2),
            route="head",
            state="reported",
        )
        casekeys.give(change, number, keys, casekeys.publics([store.unlocked.keyholder.id]), [1])
        told = {"breach_id": number, "uuid": entry, "generation": generation, "kind": "note"}
        change.insert(breaches.BreachEntry, **told, content=sealed)
