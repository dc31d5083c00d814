"""The demo shop *Haru Store* (하루상점): one cast and one story for tests, demo, screenshots and benches."""
