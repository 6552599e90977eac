"""The question bank: what quizzes asked moves into it, and attempts of former days get the shape of today's."""

import json
from decimal import Decimal
from html import unescape
from uuid import uuid4

import django.core.validators
import django.db.models.deletion
import modelcluster.fields
import taggit.managers
import wagtail.fields
import wagtail.models.preview
from django.conf import settings
from django.db import migrations, models
from django.utils.html import escape, strip_tags


def paragraph(text):
    return "<p>" + escape(text).replace("\n", "<br/>") + "</p>" if text else ""


def shares_of(rights):
    right = sum(rights) or 1
    return [str((Decimal(100) / right).quantize(Decimal("0.00001"))) if is_right else "0" for is_right in rights]


def as_json(kind, text, hint, explanation, choices):
    """A question of former days, of (text, right) choices, as the bank and snapshots hold it."""
    shares = shares_of([bool(right) for _text, right in choices])
    options = [
        {"text": escape(choice), "share": share, "feedback": ""}
        for (choice, _right), share in zip(choices, shares, strict=True)
    ]
    scoring = {"scoring": "exact"} if kind == "multiple" else {}
    texts = {"text": paragraph(text), "hint": paragraph(hint), "feedback": paragraph(explanation)}
    return {"kind": kind, **texts, "options": options, **scoring, "shuffle": True}


def as_block(data):
    value = {name: part for name, part in data.items() if name not in ("kind", "options")}
    options = [{"type": "item", "value": option, "id": str(uuid4())} for option in data["options"]]
    return json.dumps([{"type": data["kind"], "value": {**value, "options": options}}])


def as_entry(data):
    return {**data, "points": "1", "shuffle": False, "order": list(range(len(data["options"])))}


def move_into_the_bank(apps, schema_editor):
    """Questions of quizzes become questions of the bank, drafts' too; attempts of former days get today's shape."""
    quizzes = apps.get_model("courses", "QuizPage")
    for quiz in quizzes.objects.select_related("latest_revision"):
        rows = [
            as_json(row.kind, row.text, row.hint, row.explanation, choices_of(row))
            for row in quiz.questions.order_by("sort_order", "pk")
        ]
        keys = keep(apps, quiz, rows)
        draw = apps.get_model("courses", "QuizDraw")
        for place, key in enumerate(keys):
            draw.objects.create(quiz=quiz, question_id=key, number=1, sort_order=place)
        move_draft(apps, quiz, rows, keys)
    attempts = apps.get_model("courses", "QuizAttempt")
    for attempt in attempts.objects.iterator(chunk_size=200):
        attempt.snapshot = [as_entry(of_snapshot(entry)) for entry in attempt.snapshot]
        attempt.save(update_fields=["snapshot"])


def choices_of(row):
    return [(choice.text, choice.right) for choice in row.choices.order_by("sort_order", "pk")]


def of_snapshot(entry):
    choices = [(choice["text"], choice["right"]) for choice in entry["choices"]]
    return as_json(entry["kind"], entry["text"], entry["hint"], entry["explanation"], choices)


def of_revision(row):
    choices = [(choice["text"], choice["right"]) for choice in row["choices"]]
    return as_json(row["kind"], row["text"], row["hint"], row["explanation"], choices)


def keep(apps, quiz, rows):
    """Keys of new questions of the bank, in a category named for the quiz inside one for its course."""
    if not rows:
        return []
    question, category = apps.get_model("courses", "BankQuestion"), apps.get_model("courses", "QuestionCategory")
    course = apps.get_model("courses", "CoursePage").objects.filter(path=quiz.path[:-8]).first()
    top = category.objects.get_or_create(parent=None, name=(course.title if course else "—")[:120])[0]
    shelf = category.objects.get_or_create(parent=top, name=quiz.title[:120])[0]
    return [
        question.objects.create(
            category=shelf,
            kind=row["kind"],
            name=unescape(strip_tags(row["text"].replace("<br/>", " ")))[:200],
            definition=as_block(row),
        ).pk
        for row in rows
    ]


def move_draft(apps, quiz, rows, keys):
    """The draft of a quiz asks the same questions of the bank as the published page, or its own where they differ."""
    revision = quiz.latest_revision
    if revision is None or "questions" not in revision.content:
        return
    former = sorted(revision.content.pop("questions"), key=lambda row: row["sort_order"] or 0)
    drafted = [of_revision(row) for row in former]
    if drafted != rows:
        keys = keep(apps, quiz, drafted)
    revision.content["draws"] = [
        {"pk": None, "quiz": quiz.pk, "question": key, "category": None, "number": 1, "sort_order": place}
        for place, key in enumerate(keys)
    ]
    revision.save(update_fields=["content"])


class Migration(migrations.Migration):

    dependencies = [
        ('courses', '0004_lesson_weight'),
        ('taggit', '0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx'),
        ('wagtailcore', '0098_apitoken'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RenameField(
            model_name='quizanswer',
            old_name='chosen',
            new_name='given',
        ),
        migrations.AlterField(
            model_name='quizanswer',
            name='given',
            field=models.JSONField(null=True),
        ),
        migrations.AddField(
            model_name='quizanswer',
            name='comment',
            field=models.TextField(blank=True, verbose_name='comment'),
        ),
        migrations.AddField(
            model_name='quizanswer',
            name='mark',
            field=models.DecimalField(blank=True, decimal_places=5, max_digits=8, null=True, verbose_name='share, percent'),
        ),
        migrations.AddField(
            model_name='quizanswer',
            name='marked_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='marked'),
        ),
        migrations.AddField(
            model_name='quizanswer',
            name='marked_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='quizattempt',
            name='due_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='time ends'),
        ),
        migrations.AddField(
            model_name='quizpage',
            name='answers_from',
            field=models.DateTimeField(blank=True, null=True, verbose_name='the date for it'),
        ),
        migrations.AddField(
            model_name='quizpage',
            name='answers_shown',
            field=models.CharField(choices=[('at_once', 'with the result'), ('after_last', 'when no attempt is left'), ('from_date', 'from a date on'), ('never', 'never')], default='at_once', max_length=10, verbose_name='right answers are shown'),
        ),
        migrations.AddField(
            model_name='quizpage',
            name='counts',
            field=models.CharField(choices=[('best', 'the best one'), ('last', 'the last one'), ('average', 'the average of all')], default='best', max_length=7, verbose_name='which attempt counts'),
        ),
        migrations.AddField(
            model_name='quizpage',
            name='minutes_allowed',
            field=models.PositiveSmallIntegerField(default=0, help_text='0 means without limit.', verbose_name='minutes for an attempt'),
        ),
        migrations.AddField(
            model_name='quizpage',
            name='pause_hours',
            field=models.PositiveSmallIntegerField(default=0, verbose_name='hours between attempts'),
        ),
        migrations.AddField(
            model_name='quizpage',
            name='pre_test',
            field=models.ForeignKey(blank=True, help_text='A quiz of the same topic taken before: the trainer sees how much was learned.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='post_tests', to='courses.quizpage', verbose_name='the test before'),
        ),
        migrations.AddField(
            model_name='quizpage',
            name='shuffle_options',
            field=models.BooleanField(default=True, verbose_name='mix the answers'),
        ),
        migrations.AddField(
            model_name='quizpage',
            name='shuffle_questions',
            field=models.BooleanField(default=False, verbose_name='mix the questions'),
        ),
        migrations.AlterField(
            model_name='quizattempt',
            name='max_score',
            field=models.DecimalField(decimal_places=5, max_digits=10, verbose_name='points possible'),
        ),
        migrations.AlterField(
            model_name='quizattempt',
            name='score',
            field=models.DecimalField(blank=True, decimal_places=5, max_digits=10, null=True, verbose_name='points'),
        ),
        migrations.CreateModel(
            name='QuestionCategory',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='courses.questioncategory', verbose_name='inside')),
            ],
            options={
                'verbose_name': 'question category',
                'verbose_name_plural': 'question categories',
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='BankQuestion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(blank=True, help_text='For the bank. Empty takes the beginning of the question.', max_length=200, verbose_name='name')),
                ('kind', models.CharField(choices=[('single', 'one right answer'), ('multiple', 'several right answers'), ('truefalse', 'true or false'), ('short', 'short text'), ('numeric', 'number'), ('matching', 'matching'), ('ordering', 'ordering'), ('cloze', 'text with gaps'), ('essay', 'essay'), ('description', 'text without a question')], editable=False, max_length=12, verbose_name='kind')),
                ('definition', wagtail.fields.StreamField([('single', 9), ('multiple', 11), ('truefalse', 15), ('short', 21), ('numeric', 31), ('matching', 38), ('ordering', 40), ('cloze', 46), ('essay', 49), ('description', 50)], block_lookup={0: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'superscript', 'subscript', 'code', 'ol', 'ul', 'link', 'image'], 'label': 'question'}), 1: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'superscript', 'subscript', 'code', 'image'], 'label': 'hint', 'required': False}), 2: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'superscript', 'subscript', 'code', 'image'], 'label': 'explanation, shown with the result', 'required': False}), 3: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'superscript', 'subscript', 'code', 'image'], 'label': 'answer'}), 4: ('wagtail.blocks.DecimalBlock', (), {'decimal_places': 5, 'default': 0, 'help_text': '100 for a right answer, 0 for a wrong one; part of the points or less than nothing.', 'label': 'share, percent', 'max_digits': 8, 'max_value': 100, 'min_value': -100}), 5: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'superscript', 'subscript', 'code', 'image'], 'label': 'feedback', 'required': False}), 6: ('wagtail.blocks.StructBlock', [[('text', 3), ('share', 4), ('feedback', 5)]], {}), 7: ('wagtail.blocks.ListBlock', (6,), {'label': 'answers', 'min_num': 2}), 8: ('wagtail.blocks.BooleanBlock', (), {'default': True, 'label': 'mix the answers', 'required': False}), 9: ('wagtail.blocks.StructBlock', [[('text', 0), ('hint', 1), ('feedback', 2), ('options', 7), ('shuffle', 8)]], {}), 10: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('exact', 'only for all right answers and no wrong one'), ('partial', 'by shares, never below nothing'), ('negative', 'by shares, also below nothing')], 'label': 'points'}), 11: ('wagtail.blocks.StructBlock', [[('text', 0), ('hint', 1), ('feedback', 2), ('options', 7), ('scoring', 10), ('shuffle', 8)]], {}), 12: ('wagtail.blocks.BooleanBlock', (), {'label': 'the statement is true', 'required': False}), 13: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'superscript', 'subscript', 'code', 'image'], 'label': 'feedback to “True”', 'required': False}), 14: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'superscript', 'subscript', 'code', 'image'], 'label': 'feedback to “False”', 'required': False}), 15: ('wagtail.blocks.StructBlock', [[('text', 0), ('hint', 1), ('feedback', 2), ('right', 12), ('feedback_true', 13), ('feedback_false', 14)]], {}), 16: ('wagtail.blocks.CharBlock', (), {'help_text': '* stands for anything.', 'label': 'answer', 'max_length': 300}), 17: ('wagtail.blocks.DecimalBlock', (), {'decimal_places': 5, 'default': 100, 'help_text': '100 for a right answer, 0 for a wrong one; part of the points or less than nothing.', 'label': 'share, percent', 'max_digits': 8, 'max_value': 100, 'min_value': -100}), 18: ('wagtail.blocks.StructBlock', [[('text', 16), ('share', 17), ('feedback', 5)]], {}), 19: ('wagtail.blocks.ListBlock', (18,), {'label': 'accepted answers', 'min_num': 1}), 20: ('wagtail.blocks.BooleanBlock', (), {'label': 'capital letters matter', 'required': False}), 21: ('wagtail.blocks.StructBlock', [[('text', 0), ('hint', 1), ('feedback', 2), ('answers', 19), ('case_matters', 20)]], {}), 22: ('wagtail.blocks.DecimalBlock', (), {'decimal_places': 8, 'label': 'number', 'max_digits': 20}), 23: ('wagtail.blocks.DecimalBlock', (), {'decimal_places': 8, 'default': 0, 'label': 'tolerance', 'max_digits': 20, 'min_value': 0}), 24: ('wagtail.blocks.StructBlock', [[('value', 22), ('tolerance', 23), ('share', 17), ('feedback', 5)]], {}), 25: ('wagtail.blocks.ListBlock', (24,), {'label': 'accepted numbers', 'min_num': 1}), 26: ('wagtail.blocks.CharBlock', (), {'label': 'unit', 'max_length': 30}), 27: ('wagtail.blocks.DecimalBlock', (), {'decimal_places': 10, 'default': 1, 'help_text': 'The number times the factor is in the unit of the right answer.', 'label': 'factor', 'max_digits': 20}), 28: ('wagtail.blocks.StructBlock', [[('name', 26), ('factor', 27)]], {}), 29: ('wagtail.blocks.ListBlock', (28,), {'default': [], 'label': 'units'}), 30: ('wagtail.blocks.BooleanBlock', (), {'label': 'a unit is needed', 'required': False}), 31: ('wagtail.blocks.StructBlock', [[('text', 0), ('hint', 1), ('feedback', 2), ('answers', 25), ('units', 29), ('unit_needed', 30)]], {}), 32: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'superscript', 'subscript', 'code', 'image'], 'label': 'line'}), 33: ('wagtail.blocks.CharBlock', (), {'label': 'belongs to it', 'max_length': 300}), 34: ('wagtail.blocks.StructBlock', [[('prompt', 32), ('match', 33)]], {}), 35: ('wagtail.blocks.ListBlock', (34,), {'label': 'pairs', 'min_num': 2}), 36: ('wagtail.blocks.CharBlock', (), {'max_length': 300}), 37: ('wagtail.blocks.ListBlock', (36,), {'default': [], 'label': 'belong to nothing'}), 38: ('wagtail.blocks.StructBlock', [[('text', 0), ('hint', 1), ('feedback', 2), ('pairs', 35), ('distractors', 37)]], {}), 39: ('wagtail.blocks.ListBlock', (36,), {'label': 'items in their right order', 'min_num': 2}), 40: ('wagtail.blocks.StructBlock', [[('text', 0), ('hint', 1), ('feedback', 2), ('items', 39)]], {}), 41: ('wagtail.blocks.DecimalBlock', (), {'decimal_places': 2, 'default': 1, 'label': 'weight', 'max_digits': 5, 'min_value': 0}), 42: ('wagtail.blocks.StructBlock', [[('options', 7), ('points', 41), ('feedback', 5)]], {'label': 'One right answer'}), 43: ('wagtail.blocks.StructBlock', [[('answers', 19), ('case_matters', 20), ('points', 41), ('feedback', 5)]], {'label': 'Short text'}), 44: ('wagtail.blocks.StructBlock', [[('answers', 25), ('units', 29), ('unit_needed', 30), ('points', 41), ('feedback', 5)]], {'label': 'Number'}), 45: ('wagtail.blocks.StreamBlock', [[('single', 42), ('short', 43), ('numeric', 44)]], {'label': 'gaps', 'min_num': 1}), 46: ('wagtail.blocks.StructBlock', [[('text', 0), ('hint', 1), ('feedback', 2), ('gaps', 45)]], {}), 47: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'superscript', 'subscript', 'code', 'image'], 'label': 'guidance for who marks it', 'required': False}), 48: ('wagtail.blocks.TextBlock', (), {'label': 'text to begin with', 'required': False}), 49: ('wagtail.blocks.StructBlock', [[('text', 0), ('hint', 1), ('feedback', 2), ('guidance', 47), ('template', 48)]], {}), 50: ('wagtail.blocks.StructBlock', [[('text', 0)]], {})}, verbose_name='question')),
                ('points', models.DecimalField(decimal_places=2, default=1, max_digits=5, validators=[django.core.validators.MinValueValidator(0)], verbose_name='points')),
                ('idnumber', models.CharField(blank=True, max_length=100, verbose_name='number for exchange')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='version')),
                ('latest_revision', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailcore.revision', verbose_name='latest revision')),
                ('tags', taggit.managers.TaggableManager(blank=True, help_text='A comma-separated list of tags.', through='taggit.TaggedItem', to='taggit.Tag', verbose_name='tags')),
                ('category', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='questions', to='courses.questioncategory', verbose_name='category')),
            ],
            options={
                'verbose_name': 'question',
                'verbose_name_plural': 'questions',
                'ordering': ['category__name', 'name', 'pk'],
            },
            bases=(wagtail.models.preview.PreviewableMixin, models.Model),
        ),
        migrations.CreateModel(
            name='QuizDraw',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('number', models.PositiveSmallIntegerField(default=1, help_text='Of a category.', validators=[django.core.validators.MinValueValidator(1)], verbose_name='how many')),
                ('category', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='draws', to='courses.questioncategory', verbose_name='or by chance from')),
                ('question', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='draws', to='courses.bankquestion', verbose_name='question')),
                ('quiz', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='draws', to='courses.quizpage')),
            ],
            options={
                'verbose_name': 'question to ask',
                'verbose_name_plural': 'questions to ask',
                'ordering': ['sort_order'],
                'abstract': False,
            },
        ),
        migrations.AddConstraint(
            model_name='questioncategory',
            constraint=models.UniqueConstraint(models.F('parent'), models.F('name'), name='question_category_unique'),
        ),
        migrations.AddConstraint(
            model_name='questioncategory',
            constraint=models.UniqueConstraint(models.F('name'), condition=models.Q(('parent__isnull', True)), name='question_category_unique_on_top'),
        ),
        migrations.AddConstraint(
            model_name='quizdraw',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('category__isnull', True), ('number', 1), ('question__isnull', False)), models.Q(('category__isnull', False), ('number__gte', 1), ('question__isnull', True)), _connector='OR'), name='quiz_draw_question_or_category', violation_error_message='Choose one question, or a category and how many of it.'),
        ),
        migrations.RunPython(move_into_the_bank, migrations.RunPython.noop, elidable=True),
        migrations.RemoveField(
            model_name='question',
            name='quiz',
        ),
        migrations.DeleteModel(
            name='Choice',
        ),
        migrations.DeleteModel(
            name='Question',
        ),
    ]
