"""``manage.py makemessages -l uk -l en``: Django's own, of our texts alone and without guesses."""

from django.core.management.commands import makemessages

NOT_OURS = ["tests", "demo", "benchmarks", "var", "node_modules"]  # what no visitor reads, or no catalogue holds


class Command(makemessages.Command):
    """A fuzzy guess looks like a translation and is not shown: what is new stays empty until somebody writes it."""

    msgmerge_options = [*makemessages.Command.msgmerge_options, "--no-fuzzy-matching"]

    def handle(self, *args, **options):
        options["ignore_patterns"] = [*options["ignore_patterns"], *NOT_OURS]
        options["no_location"] = True
        options["no_obsolete"] = True
        super().handle(*args, **options)
