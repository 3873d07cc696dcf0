"""What a register lies on."""

from pathlib import Path

import pytest

from db import media

MOUNTS = """\
/dev/sda1 / ext4 rw 0 0
nas:/trust /srv/trust nfs4 rw 0 0
//server/office /mnt/office\\040files cifs rw 0 0
/dev/sdb1 /mnt/stick vfat rw 0 0
"""


@pytest.mark.parametrize(
    ("folder", "filesystem", "kind"),
    [
        ("/srv/jo/A.metdesk", "ext4", "local"),
        ("/srv/trust/A.metdesk", "nfs4", "share"),
        ("/mnt/office files/A.metdesk", "cifs", "share"),
        ("/mnt/stick", "vfat", "removable"),
    ],
)
def test_the_longest_mount_tells(folder: str, filesystem: str, kind: str, tmp_path: Path) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(MOUNTS)
    assert media._filesystem(Path(folder), mounts) == filesystem
    assert media._of_filesystem(filesystem) == kind


def test_where_nothing_tells_it_is_local(tmp_path: Path) -> None:
    assert media._filesystem(tmp_path, tmp_path / "none") == ""
    assert media.kind_of(tmp_path) == "local"


def test_a_folder_is_writable_when_a_file_can_be_made_in_it(tmp_path: Path) -> None:
    assert media.is_writable(tmp_path)
    assert not media.is_writable(tmp_path / "away")
    assert list(tmp_path.iterdir()) == []
