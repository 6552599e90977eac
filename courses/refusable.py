"""Forms of the admin that a verb may refuse."""

from .exceptions import CohortRefused


class Refusable:
    """A form view that shows the verb's refusal beside the field it is about; nothing is half-written."""

    def save_instance(self):
        return self.form.carry_out(by=self.request.user)

    def form_valid(self, form):
        try:
            return super().form_valid(form)
        except CohortRefused as refusal:
            form.add_error(refusal.field, str(refusal))
            self.produced_error_code = "validation_error"
            self.produced_error_message = self.get_error_message()
            return self.form_invalid(form)
