from boards.models.agenda import AgendaItem
from boards.models.attendance import Attendance, Hand, Stay
from boards.models.boards import Board, Section
from boards.models.breakouts import Breakout, Placing
from boards.models.captions import Caption, Captioning, CaptionVersion
from boards.models.consents import Consent, Policy
from boards.models.invitations import Invitation
from boards.models.members import Membership, Role
from boards.models.mutes import Mute
from boards.models.recordings import Allowance, Recording
from boards.models.sessions import Session
from boards.models.sights import Sight

__all__ = [
    "AgendaItem",
    "Allowance",
    "Attendance",
    "Board",
    "Breakout",
    "Caption",
    "CaptionVersion",
    "Captioning",
    "Consent",
    "Hand",
    "Invitation",
    "Membership",
    "Mute",
    "Placing",
    "Policy",
    "Recording",
    "Role",
    "Section",
    "Session",
    "Sight",
    "Stay",
]
