import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('certificates', '0012_layouts_texts_and_pictures'),
        ('people', '0005_contacts'),
    ]

    operations = [
        migrations.CreateModel(
            name='CertificateMail',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('address', models.EmailField(max_length=254, verbose_name='e-mail')),
                ('about', models.CharField(choices=[('issued', 'certificate issued'), ('expires', 'certificate expires soon'), ('suspended', 'certificate suspended'), ('reinstated', 'certificate holds again')], max_length=12, verbose_name='about')),
                ('created_at', models.DateTimeField(verbose_name='first tried')),
                ('sent_at', models.DateTimeField(null=True, verbose_name='sent')),
                ('bounced_at', models.DateTimeField(null=True, verbose_name='came back')),
                ('status', models.CharField(blank=True, max_length=11, verbose_name='code of the mail server')),
                ('reason', models.CharField(blank=True, max_length=300, verbose_name='words of the mail server')),
                ('settled_at', models.DateTimeField(null=True, verbose_name='sent again')),
                ('certificate', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='mails', to='certificates.certificate', verbose_name='certificate')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='certificate_mails', to='people.person', verbose_name='person')),
            ],
            options={
                'verbose_name': 'mail about a certificate',
                'verbose_name_plural': 'mails about certificates',
                'ordering': ['-created_at', '-pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('bounced_at__isnull', True), ('sent_at__isnull', True)), fields=('certificate', 'person', 'address', 'about'), name='certificate_mail_waits_once')],
            },
        ),
    ]
