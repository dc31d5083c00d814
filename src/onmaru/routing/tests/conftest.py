from onmaru.sla.tests.conftest import junho as junho
from onmaru.sla.tests.conftest import mailbox as mailbox
from onmaru.sla.tests.conftest import minji as minji
from onmaru.sla.tests.conftest import wednesday as wednesday
from onmaru.sla.tests.conftest import write as write
