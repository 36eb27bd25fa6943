from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("lms_assessments", "0003_values_from_texts")]
    operations = [migrations.RemoveField(model_name="draftsection", name="text")]
