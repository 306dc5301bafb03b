"""The whole installation in one file, and back again: all of it, or nothing."""


class Unfit(Exception):
    """Why a backup cannot be made or used, in one line that says what to change."""
