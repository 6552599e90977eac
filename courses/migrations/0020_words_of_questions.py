from dataclasses import replace

from django.db import migrations, models

from courses.questions.codec import from_json
from courses.questions.finding import words_of
from courses.questions.stored import json_of_block


def keep_words(apps, schema_editor):
    """What a question is found by, of those that are in the bank already."""
    for question in apps.get_model("courses", "BankQuestion").objects.iterator(chunk_size=500):
        value = from_json(json_of_block(question.definition.get_prep_value()[0]))
        question.words = words_of(replace(value, name=question.name, idnumber=question.idnumber))
        question.save(update_fields=["words"])


class Migration(migrations.Migration):
    dependencies = [("courses", "0019_parcels_and_rules")]

    operations = [
        migrations.AddField(
            model_name="bankquestion",
            name="words",
            field=models.TextField(blank=True, default="", editable=False),
        ),
        migrations.RunPython(keep_words, migrations.RunPython.noop),
    ]
