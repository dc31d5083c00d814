"""Haru Store as service levels and giving out know it."""

from onmaru.routing.tests.conftest import orders as orders
from onmaru.routing.tests.conftest import works as works
from onmaru.sla.tests.conftest import junho as junho
from onmaru.sla.tests.conftest import mailbox as mailbox
from onmaru.sla.tests.conftest import wednesday as wednesday
from onmaru.sla.tests.conftest import write as write
