from onmaru.inbox.tests.conftest import mailbox as mailbox
from onmaru.inbox.tests.conftest import orders as orders
from onmaru.inbox.tests.conftest import write as write
