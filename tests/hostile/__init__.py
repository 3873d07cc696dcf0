"""Hostile files, each made by a function of this package, and the readers that they are given to.

`python -m tests.hostile FOLDER` writes all of them into a folder, with a list of what each attacks.
"""
