from onmaru.channels.tests.conftest import junho as junho
from onmaru.channels.tests.conftest import minji as minji
