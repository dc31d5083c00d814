"""Fills a database with the conversations of years; `bench.fill` is the command.

All rows are as the product writes them. Of a hundred conversations two are open and two are spam; the rest is resolved. Half of them
have three messages or fewer, one in a hundred has dozens, and a few have exactly 500.
"""

from __future__ import annotations

import random
import time
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import chain

from bench.copying import Table, bare_tables, field
from bench.texts import RARE, TAG_NAMES, Line, Texts, line
from onmaru.inbox.writing import one_line
from onmaru.language.keys import address_keys, analysis
from onmaru.language.keys import number as key_number
from onmaru.search.marks import day_key, sort_key

TEAMS, AGENTS, CHANNELS = 12, 60, 4
YEARS = 5
# The vocabulary of the newest so many texts.
LEARNED = 20_000
LONGEST, LONG_ONES = 500, 8
# So many messages hold the rare word.
RARE_ONES = 7
LENGTHS = [1] * 18 + [2] * 18 + [3] * 16 + [4] * 14 + [5] * 10 + [6, 6, 7, 7, 8, 8, 9, 10, 11, 12, 13, 14, 15, 16, 18, 20, 22, 26, 32, 48]
COLUMNS = {
    "customers.Customer": "id name language memo created_at",
    "customers.Identity": "id customer_id sort handle name created_at",
    "inbox.Conversation": "id channel_id customer_id subject thread_subject status team_id assignee_id language created_at last_activity_at"
    " customer_waiting_since snoozed_until spam_marked_at preview message_count priority",
    "inbox.Episode": "id conversation_id ordinal started_at first_response_at first_response_by_id resolved_at resolved_by_id",
    "inbox.Message": "id conversation_id episode_id channel_id direction identity_id agent_id subject text sender_name sender_handle"
    " recipients external_id dedupe_key sent_at created_at filed_by",
    "inbox.Dispatch": "message_id state due_at attempts sent_at provider_id",
    "inbox.Participant": "id conversation_id handle name role",
    "inbox.Note": "id conversation_id author_id text key created_at",
    "inbox.Tagging": "id conversation_id tag_id tagged_by_id tagged_at",
    "search.Entry": "id sort thing_id conversation_id at length keys",
    "events.Event": "id name at actor_kind actor_id conversation_id customer_id data",
}
NONE = "\\N"


@cache
def keys_of_name(name: str) -> tuple[int, ...]:
    return analysis(name).keys


def fill(count: int, seed: int = 1, details: int = 60_000) -> None:
    """Into an empty, migrated database."""
    from django.apps import apps
    from django.db import connection as djangos

    from onmaru.events.postgres_ears import conninfo

    began = time.perf_counter()
    _people()
    djangos.close()
    models = {name: apps.get_model(name) for name in COLUMNS}
    names = [model._meta.db_table for model in models.values()]
    import psycopg

    with psycopg.connect(conninfo()) as connection:
        connection.execute("SET maintenance_work_mem = '1GB'")
        connection.execute("SET max_parallel_maintenance_workers = 2")
        with bare_tables(connection, names):
            tables = {name: Table(conninfo(), model, COLUMNS[name].split()) for name, model in models.items()}
            _Filler(tables, count, seed, details).run()
            for table in tables.values():
                table.close()
            told = ", ".join(f"{table.rows:,} {name.partition('.')[2].lower()}" for name, table in tables.items())
            print(f"{told}: written after {time.perf_counter() - began:.0f} s", flush=True)
        for name in names:
            sequence = f"SELECT setval(s, (SELECT coalesce(max(id), 1) FROM {name})) FROM pg_get_serial_sequence('{name}', 'id') AS s"
            if name != "inbox_dispatch":
                connection.execute(sequence.encode())
        connection.commit()
        connection.autocommit = True
        connection.execute("VACUUM (ANALYZE)")
    _learn()
    print(f"indexed and analysed after {time.perf_counter() - began:.0f} s", flush=True)


def _learn() -> None:
    """What the worker would know by now: the words of the newest texts, and how common each key is."""
    from onmaru.search.actions.learn import count, learn
    from onmaru.search.models import Census, Entry

    newest = Entry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    Census.objects.update_or_create(pk=1, defaults={"learned_id": max(newest - LEARNED, 0)})
    while learn():
        pass
    count()


def _people() -> None:
    from dev.world import cast
    from onmaru.inbox.models import Channel, Tag
    from onmaru.people.models import Agent, Shop, Team

    Shop.objects.create(name=cast.SHOP_NAME)
    teams = Team.objects.bulk_create([Team(name=f"{number + 1}팀") for number in range(TEAMS)])
    roles = ["owner", "admin", "lead", "lead", *["agent"] * (AGENTS - 4)]
    agents = Agent.objects.bulk_create(
        [Agent(email=f"agent{number}@haru.example", name=f"상담원 {number}", role=role) for number, role in enumerate(roles)]
    )
    for number, agent in enumerate(agents):
        agent.teams.set([teams[number % TEAMS], teams[(number * 5 + 3) % TEAMS]])
    Channel.objects.bulk_create(
        [Channel(kind="email", name=f"메일 {number + 1}", handle=f"help{number + 1}@haru.example") for number in range(CHANNELS)]
    )
    Tag.objects.bulk_create([Tag(name=name) for name in dict.fromkeys(TAG_NAMES)])


class _Filler:
    def __init__(self, tables: dict[str, Table], count: int, seed: int, details: int) -> None:
        from onmaru.inbox.models import Channel, Tag
        from onmaru.people.models import Agent, Team

        self.count = count
        self.choice = random.Random(seed)
        self.texts = Texts(self.choice, details)
        self.of = {name.partition(".")[2]: table for name, table in tables.items()}
        self.teams = [str(key) for key in Team.objects.values_list("pk", flat=True)]
        self.agents = [str(key) for key in Agent.objects.filter(role="agent").order_by("pk").values_list("pk", flat=True)]
        self.channels = [str(key) for key in Channel.objects.values_list("pk", flat=True)]
        self.tags = [str(key) for key in Tag.objects.values_list("pk", flat=True)]
        self.customers = max(count * 2 // 5, 1)
        self.now = datetime.now(UTC).replace(microsecond=0)
        self.recipients = field({"to": [["help1@haru.example", "하루상점"]]})
        self.rare = line(f"혹시 {RARE}도 파시나요?")
        self.message = self.episode = 0
        step = max(count // (RARE_ONES + 1), 1)
        self.rare_at = {step * number for number in range(1, RARE_ONES + 1)}
        self.long_at = {count - count // 50 - number * 3 for number in range(LONG_ONES)}

    def run(self) -> None:
        for number in range(1, self.customers + 1):
            self._customer(number)
        for number in range(1, self.count + 1):
            self._conversation(number)

    def name(self, customer: int) -> str:
        return self.texts.names[customer * 7919 % len(self.texts.names)]

    def _who(self, customer: int) -> list[int]:
        return [*keys_of_name(self.name(customer)), *map(key_number, address_keys(f"customer{customer}@mail.example"))]

    def _entry(self, sort: str, thing: str, conversation: str, at: datetime, length: int, keys: Iterable[int]) -> None:
        """What the search files of a thing."""
        every = dict.fromkeys(chain((sort_key(sort), day_key(at)), keys))
        held = "{" + ",".join(map(str, every)) + "}"
        self.of["Entry"].add(str(self.of["Entry"].rows + 1), sort, thing, conversation, str(at), str(length), held)

    def _customer(self, number: int) -> None:
        at = str(self.now - timedelta(days=YEARS * 365))
        self.of["Customer"].add(str(number), self.name(number), "ko", "", at)
        self.of["Identity"].add(str(number), str(number), "email", f"customer{number}@mail.example", self.name(number), at)
        self._entry("customer", str(number), NONE, self.now - timedelta(days=YEARS * 365), 30, self._who(number))

    def _conversation(self, number: int) -> None:
        choice, key = self.choice, str(number)
        share = number / self.count
        opened = self.now - timedelta(seconds=(1 - share) * YEARS * 365 * 86400 + choice.random() * 3600)
        length = LONGEST if number in self.long_at else choice.choice(LENGTHS)
        # What is open is recent.
        drawn = choice.random()
        status = "open" if share > 0.96 and drawn < 0.5 else "snoozed" if share > 0.96 and drawn < 0.6 else "resolved"
        spam = choice.random() < 0.02
        customer = choice.randrange(self.customers) + 1
        channel = self.channels[int(choice.random() ** 2 * len(self.channels))]
        team = choice.choice(self.teams) if choice.random() < 0.8 else NONE
        agent = choice.choice(self.agents)
        assignee = agent if status == "resolved" or choice.random() < 0.7 else NONE
        moments = self._moments(opened, length)
        subject, lines = self.texts.opening(number)
        if number in self.rare_at:
            lines.append(self.rare)
        last, answered = self._messages(key, channel, customer, agent, moments, subject, lines, opened)
        waits = None if status == "resolved" or spam or answered == moments[-1] else moments[-1]
        resolved = moments[-1] + timedelta(hours=1) if status == "resolved" else None
        asleep_until = str(self.now + timedelta(days=3)) if status == "snoozed" else NONE
        self.of["Conversation"].add(
            key, channel, str(customer), field(subject.text), field(subject.text), status, team, assignee, "ko", str(opened),
            str(moments[-1]), field(waits), asleep_until, str(opened) if spam else NONE, field(one_line(last, 160)), str(length),
            "1" if drawn < 0.9 else "2",
        )  # fmt: skip
        self._entry("conversation", key, key, opened, len(subject.text), [key_number(f"n{key}"), *self._who(customer), *subject.title_keys])
        self.of["Participant"].add(key, key, f"customer{customer}@mail.example", self.name(customer), "customer")
        self._episodes(key, agent, opened, answered, resolved)
        self._around(number, key, agent, assignee, opened, resolved)

    def _moments(self, opened: datetime, length: int) -> list[datetime]:
        left = (self.now - opened).total_seconds()
        gap = min(6 * 3600.0, left / (length + 1))
        return [opened + timedelta(seconds=int(gap * place)) for place in range(length)]

    def _messages(
        self, key: str, channel: str, customer: int, agent: str, moments: list[datetime], subject: Line, first: list[Line], opened: datetime
    ) -> tuple[str, datetime | None]:
        """The last text, and when we answered last."""
        answered, name, handle, episode = None, self.name(customer), f"customer{customer}@mail.example", str(self.episode + 1)
        text = ""
        for place, at in enumerate(moments):
            self.message += 1
            number, ours, when = str(self.message), place % 2 == 1, str(at)
            lines = first if place == 0 else self.texts.answering() if ours else self.texts.following()
            text = "\n".join([each.text for each in lines])
            keys = chain(self._who(customer), subject.title_keys, *[each.keys for each in lines])
            self._entry("message", number, key, at, len(text), keys)
            sender = ("out", NONE, agent, "", "", "") if ours else ("in", str(customer), NONE, name, handle, f"m{number}")
            direction, identity, by, sender_name, sender_handle, dedupe = sender
            filed = "reply" if ours else "new" if place == 0 else "references"
            self.of["Message"].add(
                number, key, episode, channel, direction, identity, by, subject.text, text.replace("\n", "\\n"), sender_name, sender_handle,
                self.recipients, f"m{number}@mail.example", dedupe, when, when, filed,
            )  # fmt: skip
            data = f'{{"conversation_id": {key}, "message_id": {number}}}'
            if ours:
                answered = at
                self.of["Dispatch"].add(number, "sent", when, "1", when, "")
                self._event("message.sent", at, "system", NONE, key, data)
            else:
                opens = "true" if place == 0 else "false"
                more = f', "episode_id": {episode}, "opens_episode": {opens}, "machine": ""}}'
                self._event("message.received", at, "customer", str(customer), key, data[:-1] + more)
        return text, answered

    def _episodes(self, key: str, agent: str, opened: datetime, answered: datetime | None, resolved: datetime | None) -> None:
        self.episode += 1
        first = field(answered and opened + timedelta(minutes=40))
        self.of["Episode"].add(
            str(self.episode), key, "1", str(opened), first, agent if answered else NONE, field(resolved), agent if resolved else NONE
        )

    def _around(self, number: int, key: str, agent: str, assignee: str, opened: datetime, resolved: datetime | None) -> None:
        choice = self.choice
        self._event("conversation.opened", opened, "customer", NONE, key, f'{{"conversation_id": {key}, "episode_id": {self.episode}}}')
        if assignee != NONE:
            data = f'{{"conversation_id": {key}, "agent_id": {assignee}, "before_id": null}}'
            self._event("conversation.assigned", opened, "agent", agent, key, data)
        if resolved:
            data = f'{{"conversation_id": {key}, "episode_id": {self.episode}}}'
            self._event("conversation.resolved", resolved, "agent", agent, key, data)
        if choice.random() < 0.15:
            row, said = self.of["Note"].rows + 1, choice.choice(self.texts.details)
            self.of["Note"].add(str(row), key, agent, field(said.text), "", str(opened))
            self._entry("note", str(row), key, opened, len(said.text), said.keys)
        for tag in {self.tags[int(choice.random() ** 2 * len(self.tags))] for _ in range(choice.choice((0, 0, 1, 2)))}:
            row = self.of["Tagging"].rows + 1
            self.of["Tagging"].add(str(row), key, tag, agent, str(opened))

    def _event(self, name: str, at: datetime, kind: str, actor: str, conversation: str, data: str) -> None:
        self.of["Event"].add(str(self.of["Event"].rows + 1), name, str(at), kind, actor, conversation, NONE, data)
