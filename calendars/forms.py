from django import forms


class AddressForm(forms.Form):
    """What to do with the private address."""

    ISSUE, REVOKE = "issue", "revoke"

    action = forms.ChoiceField(choices=[(ISSUE, ISSUE), (REVOKE, REVOKE)])
