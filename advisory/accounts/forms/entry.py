"""The form of the first step of signing in."""

from django import forms


class AddressForm(forms.Form):
    """The address an invitation came to; whether anybody has it is never said."""

    email = forms.EmailField(
        label="Email",
        max_length=254,
        error_messages={
            "required": "Enter your email address",
            "invalid": "Enter a whole address, like name@hospital.org",
        },
        widget=forms.EmailInput(attrs={"autocomplete": "username", "class": "input"}),
    )

    def clean_email(self):
        """Addresses are the same whatever their case."""
        return self.cleaned_data["email"].lower()
