from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _


class LinkedPage(models.Model):
    """A page or article that answers point to, found by its name while writing."""

    name = models.CharField(_("Name"), max_length=80)
    url = models.URLField(_("Address"), max_length=500)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(Lower("name"), name="a_page_is_linked_once_by_a_name")]

    def __str__(self) -> str:
        return self.name

    def written(self, as_markdown: bool) -> str:
        """As it stands in an answer; where channels know no links, the address is what can be pressed."""
        # A bracket in the name would end the link's words.
        words = self.name.replace("[", "(").replace("]", ")")
        return f"[{words}]({self.url})" if as_markdown else f"{self.name}: {self.url}"
