from __future__ import annotations

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from stdnum.cn import uscc
from stdnum.exceptions import ValidationError as StdnumError

from duikou.ledger.models import Record
from duikou.parties.sectors import sector_choices, sector_name
from duikou.regions.models import Region, Side


def check_uscc(code: str) -> None:
    """A unified social credit code has 18 characters and a right check digit (GB 32100)."""
    try:
        uscc.validate(code)
    except StdnumError as error:
        raise ValidationError(
            _("“%(code)s” is no valid unified social credit code: check the 18 characters on the licence."),
            "uscc", {"code": code},
        ) from error  # fmt: skip


class Organisation(Record):
    """A department, enterprise, school or other body of one of the two sides, or of elsewhere."""

    class Type(models.TextChoices):
        GOVERNMENT = "government", _("government or department")
        ENTERPRISE = "enterprise", _("enterprise")
        INSTITUTE = "institute", _("school, college or research institute")
        HOSPITAL = "hospital", _("medical institution")
        CHAMBER = "chamber", _("chamber or association")
        PLATFORM = "platform", _("platform, centre or base")
        OTHER = "other", _("other")

    SUMMARY: ClassVar = ("type", "home", "uscc")

    type = models.CharField(_("type"), max_length=12, choices=Type, default=Type.ENTERPRISE)
    home = models.CharField(
        _("belongs to"), max_length=1, choices=Side, blank=True, help_text=_("Leave blank for one from elsewhere.")
    )
    region = models.ForeignKey(Region, models.PROTECT, null=True, blank=True, verbose_name=_("region"))
    uscc = models.CharField(_("unified social credit code"), max_length=18, blank=True, validators=[check_uscc])
    known_as = models.CharField(
        _("also known as"), max_length=200, blank=True, help_text=_("Other names in use, separated by “、”.")
    )

    sector = models.CharField(_("sector"), max_length=2, blank=True, choices=sector_choices)
    offers = models.TextField(
        _("makes and can offer"), blank=True, help_text=_("Products, capacity, technology; read by the matching.")
    )
    needs = models.TextField(_("needs"), blank=True, help_text=_("Raw material, sites, partners, money, people."))
    contact = models.CharField(
        _("contact"), max_length=80, blank=True, help_text=_("Name and office; no private data.")
    )

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")

    @property
    def sector_name(self) -> str:
        return sector_name(self.sector)

    def clean(self) -> None:
        self.uscc = self.uscc.replace(" ", "").upper()
        super().clean()

    def names(self) -> list[str]:
        """The name on the licence, the others in use, and those of the records joined to this one."""
        others = [name.strip() for name in self.known_as.split("、") if name.strip()]
        return [self.title, *others, *self.joined.values_list("title", flat=True)]
