"""Expected refusals. Their text is for the person who asked."""


class ProgrammeRefused(Exception):
    """The programme cannot be changed or released in this way."""


class ProposalRefused(Exception):
    """A proposal cannot be sent, changed, reviewed or decided in this way."""
