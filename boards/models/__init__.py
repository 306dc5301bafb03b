from boards.models.boards import Board, Section
from boards.models.members import Membership, Role

__all__ = ["Board", "Membership", "Role", "Section"]
