from boards.models.boards import Board, Section
from boards.models.consents import Consent, Policy
from boards.models.invitations import Invitation
from boards.models.members import Membership, Role
from boards.models.sights import Sight

__all__ = ["Board", "Consent", "Invitation", "Membership", "Policy", "Role", "Section", "Sight"]
