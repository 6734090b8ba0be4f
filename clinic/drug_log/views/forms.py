from __future__ import annotations

from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from clinic.drug_log.models import Product


class ReceiveForm(forms.Form):
    """A delivery, as the invoice and the label say it."""

    product = forms.ModelChoiceField(Product.objects.none(), label=_("Product"))
    lot_number = forms.CharField(max_length=40, label=_("Lot number"))
    expires_on = forms.DateField(
        label=_("Expires on"), widget=forms.DateInput(attrs={"type": "date"})
    )
    quantity = forms.DecimalField(
        min_value=Decimal("0.01"), decimal_places=2, label=_("Amount, mL or pieces")
    )
    party = forms.CharField(
        max_length=160, label=_("Supplier"), help_text=_("Name, address and DEA number.")
    )


class ProductForm(forms.Form):
    """A presentation the clinic has not stocked before."""

    name = forms.CharField(max_length=120, label=_("Name on the label"))
    ndc = forms.CharField(max_length=14, required=False, label=_("NDC"))
    form = forms.ChoiceField(choices=Product.Form.choices, label=_("Form"))
    strength = forms.DecimalField(
        min_value=Decimal("0.01"),
        decimal_places=2,
        label=_("Strength"),
        help_text=_("mg of ketamine base per mL, or per piece. Not the hydrochloride."),
    )
    container = forms.DecimalField(
        min_value=Decimal("0.01"), decimal_places=2, label=_("mL in a vial, or pieces in a box")
    )
    routes = forms.MultipleChoiceField(
        choices=[("IV", "IV"), ("IM", "IM"), ("SL_RDT", "SL, RDT"), ("SL_TROCHE", "SL, troche")],
        label=_("Routes"),
        widget=forms.CheckboxSelectMultiple,
    )
    multi_dose = forms.BooleanField(
        required=False, label=_("Multi-dose: the rest stays stock for the next patient")
    )


class CountForm(forms.Form):
    """What is really in the cupboard."""

    counted = forms.DecimalField(min_value=Decimal(0), decimal_places=2, label=_("Counted"))
    reason = forms.CharField(
        max_length=240, required=False, label=_("If it differs from the ledger, why?")
    )
