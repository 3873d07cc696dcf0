"""`python -m tests.hostile FOLDER`: writes every hostile file into the folder."""

import sys
from pathlib import Path

from tests.hostile.corpus import CORPUS, write

write(Path(sys.argv[1]))
sys.stdout.write(f"{len(CORPUS)} files are in {sys.argv[1]}; ATTACKS.txt there says what each attacks.\n")
