//! Every cap of Plenary, one constant each, with its reason.
//!
//! A bound that is not here does not exist: queues, sizes, counts and rates all take theirs from this page. Only what a
//! framework's text may hold stands apart, in `framework/limits.rs`, beside the lint that reads it out.

use std::time::Duration;

// ---- What a workshop may hold ----

/// Devices that hold a key to one seat: a lost one falls out when others are added.
pub const TOKENS_PER_SEAT: usize = 16;
/// Seats of one workshop. The targets are measured at 9,000; beyond this one room's tick would grow too long.
pub const SEATS_PER_WORKSHOP: usize = 20_000;
/// Requests of one seat whose answers are remembered, so that one tried again is known: an app sends them one after
/// another and tries each for half a minute, in which nobody gives more.
pub const REQUESTS_PER_SEAT: usize = 32;
/// Removed seats that are remembered, so that whoever comes to one is told what happened, and a late try of its request
/// makes no new one: more than are ever removed by hand in a day.
pub const REMOVED_SEATS: usize = 1_000;
/// Minutes for which a facilitator can let everybody in at once: a hall comes in within ten, and what is left open for
/// longer is forgotten.
pub const ADMIT_MINUTES: u32 = 30;
/// People who can join one workshop at once: a hall's first rush. Whoever comes next waits in the lobby.
pub const JOINING_AT_ONCE: u32 = 120;
/// People who can join one workshop each second after that: whoever has its code and means harm gets 300 places in a
/// minute, and the desk says so in its first seconds.
pub const JOINING_PER_SECOND: u32 = 5;
/// The same while a facilitator lets everybody in: a hall of a thousand is in within 20 s, and the five minutes that the
/// desk offers do not fill a workshop.
pub const ADMITTED_PER_SECOND: u32 = 50;
/// How far the clocks of two nodes may be apart for the pace of joining to hold; a clock further ahead is taken to have
/// been put right.
pub const CLOCKS_APART: Duration = Duration::from_secs(60);
/// How far back it is counted who has joined lately.
pub const JOINED_LATELY: Duration = Duration::from_secs(60);
/// People who join within ten seconds for the desk to say so: three a second is more than come by word of mouth.
pub const JOINED_IN_TEN_SECONDS_UNUSUAL: u32 = 30;
/// People who join within a minute for the desk to say so while a round is open: late people come one by one.
pub const JOINED_IN_A_ROUND_UNUSUAL: u32 = 10;
/// How long a seat waits for somebody to open the workshop from it: whoever joined has long read their recovery words.
pub const SEAT_AWAITED: Duration = Duration::from_secs(1_800);
/// Seats to which nobody came that are given up in one entry: 20 KB of ids, and a joining waits no longer for it.
pub const SEATS_GIVEN_UP_AT_ONCE: usize = 500;
/// Requests to join that have a place in the lobby of one workshop on one node: a large hall.
pub const LOBBY_PLACES: usize = 2_000;
/// A place in the lobby is over when its request has not come again for this long: three times the longest wait between
/// two, and a lost answer.
pub const LOBBY_FORGETS: Duration = Duration::from_secs(20);
/// The shortest time after which a request in the lobby is told to come again.
pub const LOBBY_WAIT_SHORTEST: Duration = Duration::from_secs(2);
/// The longest: a thousand phones are then two hundred requests a second, and nobody waits long once there is room.
pub const LOBBY_WAIT_LONGEST: Duration = Duration::from_secs(5);
/// How often a desk is told who joins and who waits, while that changes.
pub const LOBBY_TICK: Duration = Duration::from_secs(1);
/// Tables of one workshop: 200 tables of eight are more than any hall holds.
pub const TABLES_PER_WORKSHOP: usize = 200;
/// Sectors of one workshop: they must fit a phone as buttons.
pub const SECTORS_PER_WORKSHOP: usize = 12;
/// Frameworks one workshop may use.
pub const FRAMEWORKS_PER_WORKSHOP: usize = 8;
/// Rounds of one workshop: every framework several times over.
pub const ROUNDS_PER_WORKSHOP: usize = 40;
/// The smallest minimum group that may be chosen: two people always know each other's mark.
pub const MINIMUM_GROUP_FLOOR: u32 = 3;
/// The largest minimum group that may be chosen: beyond it few workshops would show anything.
pub const MINIMUM_GROUP_CEILING: u32 = 50;
/// The minimum group where none is chosen: the common default of staff surveys.
pub const MINIMUM_GROUP_DEFAULT: u32 = 5;
/// Minutes by which one step can be extended at once.
pub const EXTEND_MINUTES: u32 = 240;

// ---- Texts, in characters ----

/// A workshop's title: one line on a projector.
pub const TITLE_CHARACTERS: usize = 120;
/// A sector's, table's or organisation's name.
pub const LABEL_CHARACTERS: usize = 80;
/// A person's display name.
pub const NAME_CHARACTERS: usize = 60;
/// Why a level was agreed, or why none was.
pub const BECAUSE_CHARACTERS: usize = 500;
/// A participant's reason for a mark: two sentences.
pub const REASON_CHARACTERS: usize = 280;
/// What a join code is looked for in: an invitation by e-mail, pasted whole.
pub const CODE_TEXT_CHARACTERS: usize = 10_000;

// ---- Documents ----

/// One ballot with all its history: 40 rounds of marks and reasons fit many times over.
pub const BALLOT_BYTES: usize = 64 * 1024;
/// One shared document, by its bytes or by the weight of its structs; what only takes out is taken even then.
pub const SHARED_DOCUMENT_BYTES: usize = 2 * 1024 * 1024;
/// What facilitators may add beyond that, so that they can put a full document in order.
pub const FACILITATORS_RESERVE_BYTES: usize = 128 * 1024;
/// What a struct of a shared document weighs at least, however few bytes it has: yrs takes some 380 bytes of memory for
/// one that is a key with a number.
pub const STRUCT_BYTES: usize = 64;
/// A document that seems full is measured again once so much has been added, or as many structs deleted as weigh so much,
/// since the last time.
pub const MEASURE_AFTER_BYTES: usize = 64 * 1024;
/// One update from a client: a mark's is under 1 KiB, an hour of offline notes under 64 KiB, and a device that is far
/// ahead brings as much as a document may hold.
pub const UPDATE_BYTES: usize = SHARED_DOCUMENT_BYTES + FACILITATORS_RESERVE_BYTES;
/// One update of a ballot: all that it may hold, and deletions of what a device once wrote.
pub const BALLOT_UPDATE_BYTES: usize = 4 * BALLOT_BYTES;
/// Nesting of values and types: yrs recurses, and its stack is 2 MiB.
pub const UPDATE_DEPTH: u8 = 32;
/// Structs in one update: the largest document of short edits.
pub const UPDATE_STRUCTS: usize = 131_072;
/// One seat that is no facilitator's may hold as many bytes of a shared document as are left, divided by this.
pub const SHARE_OF_BYTES: usize = 1;
/// A shared document that is so full says so, in percent.
pub const NEARLY_FULL_PERCENT: u8 = 80;
/// Yjs client ids one seat may use in one document: each page load that writes takes a new one.
pub const CLIENTS_PER_SEAT: usize = 512;
/// Yjs client ids in one document of which something is still to be seen.
pub const CLIENTS_PER_DOCUMENT: usize = 10_000;
/// Yjs client ids that ever wrote in one document: yrs takes 1.7 ms for each transaction at so many of them.
pub const CLIENTS_EVER_PER_DOCUMENT: usize = 20_000;
/// Of both, those that only facilitators may take, so that they can put a document in order.
pub const FACILITATORS_RESERVE_CLIENTS: usize = 1_000;
/// One seat may hold as many client ids as are left, divided by this: fifty page loads where only eight hundred are left.
pub const SHARE_OF_CLIENTS: usize = 16;
/// Yjs client ids that one seat has told of in a document and not written under: each page load at a table takes one.
pub const RESERVED_CLIENTS_PER_SEAT: usize = 8;
/// Such client ids in one document in all.
pub const RESERVED_CLIENTS_PER_DOCUMENT: usize = 10_000;
/// The name of a root, a key of a map or a formatting attribute: `r40/` and a domain's id fit three times over.
pub const KEY_BYTES: usize = 256;

// ---- Process maps and action plans: what is shown of a document; see docs/PROTOCOL.md, MA and PL ----

/// Maps of one workshop: a workshop follows one pathway, a day of work two or three.
pub const MAPS_PER_WORKSHOP: usize = 8;
/// Spheres of influence: more rings than six cannot be told apart in a drawing.
pub const SPHERES_PER_WORKSHOP: usize = 6;
/// Lanes of a map: beyond twenty organisations a drawing no longer fits any screen.
pub const LANES_PER_MAP: usize = 20;
/// Steps of a map: a real pathway has 15 to 60.
pub const STEPS_PER_MAP: usize = 200;
/// Links of a map: three a step.
pub const LINKS_PER_MAP: usize = 600;
/// Pins of a map, and questions of a map: two a step.
pub const PINS_PER_MAP: usize = 400;
/// Stakeholders of a map: one a step.
pub const STAKEHOLDERS_PER_MAP: usize = 200;
/// Actions of a plan: a plan with more than twenty is not carried out; ten tables may each bring twenty.
pub const ACTIONS_PER_PLAN: usize = 200;
/// Owners whose answers to one action are kept: leadership passes on two or three times; the rest is somebody's game, and
/// gives way to who accepted before.
pub const ANSWERS_PER_ACTION: usize = 32;
/// Blockers of an action.
pub const BLOCKERS_PER_ACTION: usize = 20;
/// Cycles of trying out of an action.
pub const CYCLES_PER_ACTION: usize = 20;
/// Nodes of the thread.
pub const NODES_PER_PLAN: usize = 200;
/// Ties of the thread: three a node.
pub const TIES_PER_PLAN: usize = 600;
/// Characters by which the order of an item is told: each insertion between the same two adds less than one.
pub const ORDER_CHARACTERS: usize = 200;
/// A step's name: two lines on a phone.
pub const STEP_NAME_CHARACTERS: usize = 120;
/// What is done, a measure, a node of the thread: one sentence.
pub const SENTENCE_CHARACTERS: usize = 200;
/// What is lost at a step, what stands in the way: a few sentences.
pub const REMARK_CHARACTERS: usize = 500;
/// Evidence, an objective, a stage of a cycle: a paragraph.
pub const PARAGRAPH_CHARACTERS: usize = 1_000;
/// A definition or a note: half a page.
pub const NOTE_CHARACTERS: usize = 2_000;
/// The unit of a number, such as "people a month".
pub const UNIT_CHARACTERS: usize = 40;
/// The largest number on a pin: no population is larger.
pub const PIN_NUMBER_MAX: u64 = 1_000_000_000;
/// Domains that one round may ask for, and so the steps of a map that are marked at once.
pub const DOMAINS_PER_ROUND: usize = 40;

// ---- The history of a map or the plan ----

/// Writing of one seat that rests for this long has ended: what follows is told as another stretch. Shorter than it
/// takes to think of doing damage, longer than it takes to find the next word.
pub const HISTORY_PAUSE: Duration = Duration::from_secs(120);
/// Stretches of writing told at once: as many as anybody reads before asking for earlier ones.
pub const HISTORY_STRETCHES: usize = 100;
/// Entries of the journal held at once while a history is read: half a megabyte of ordinary ones.
pub const HISTORY_PAGE_ENTRIES: usize = 1_000;

// ---- Presence ----

/// Presence states in one awareness update: y-websocket repeats those of everybody it knows at a table.
pub const AWARENESS_ENTRIES: usize = 64;
/// One presence state: a name, a colour and a cursor are under 300 bytes.
pub const AWARENESS_STATE_BYTES: usize = 1024;
/// The place at which somebody writes in a map or the plan, as far as it is told: the longest path of a field, twice over.
pub const PRESENCE_PLACE_BYTES: usize = 200;
/// People whose presence is told to each other at one table, map or plan; whoever comes later is counted only.
pub const PRESENCE_PER_TABLE: usize = 24;
/// The least time between two presence frames of one table, map or plan: ten a second look live.
pub const PRESENCE_TICK: Duration = Duration::from_millis(100);
/// Presence that has not been renewed for this long is over; clients renew theirs every 15 s.
pub const PRESENCE_EXPIRES: Duration = Duration::from_secs(30);
/// How often the tables are looked over for presence that is over.
pub const PRESENCE_SWEEP: Duration = Duration::from_secs(5);

// ---- Sockets ----

/// One frame from a client: an update and its envelope. What is longer is let go as it comes, and its sender is told.
pub const FRAME_BYTES: usize = UPDATE_BYTES + 1024;
/// What has to come of a frame within the time after which a silent socket is closed, for it not to count as silence:
/// a telephone line of thirty years ago brings four times as much.
pub const SLOWEST_LINE_BYTES: u64 = 64 * 1024;
/// tungstenite's default of 128 KiB for each socket would be 640 MB at 5,000 participants.
pub const SOCKET_READ_BUFFER_BYTES: usize = 4 * 1024;
/// What the system may hold on the way to one reader. Left to itself it takes up to 4 MB for one that does not read; a
/// phone a tenth of a second away still gets over a megabyte a second through this.
pub const SOCKET_SEND_BUFFER_BYTES: u32 = 128 * 1024;
/// Documents open on one socket: session, ballot, table, plenary, and some to spare.
pub const DOCUMENTS_PER_SOCKET: usize = 16;
/// The address of a document on `/sync`: its name, and a session of the client's choice. It stands in every frame and
/// view that waits for its reader.
pub const ADDRESS_BYTES: usize = 256;
/// Bytes held for a document before its token has been accepted.
pub const UNAUTHENTICATED_BYTES: usize = 64 * 1024;
/// One frame from a client that has no document open yet: a token, and what may be held until that is accepted.
pub const UNAUTHENTICATED_FRAME_BYTES: usize = UNAUTHENTICATED_BYTES + 1024;
/// Frames held for a document before its token has been accepted.
pub const UNAUTHENTICATED_FRAMES: usize = 32;
/// A socket on which no document is open after this long is closed.
pub const AUTHENTICATE_WITHIN: Duration = Duration::from_secs(10);
/// A socket from which nothing came for this long is closed; providers answer our ping well within it.
pub const SOCKET_IDLE: Duration = Duration::from_secs(60);
/// Providers give a silent server up after 30 s, so something is sent at least this often.
pub const KEEP_ALIVE: Duration = Duration::from_secs(20);
/// One write that takes longer than this is to a reader that is gone.
pub const SOCKET_WRITE_WITHIN: Duration = Duration::from_secs(20);
/// A client that was told why its socket is closed has this long to answer; longer than any way there and back.
pub const CLOSE_ANSWERED_WITHIN: Duration = Duration::from_secs(1);
/// Messages that are thrown away meanwhile: what was on its way when it was told, a burst at most. Who sends more does
/// not listen.
pub const LINGER_MESSAGES: usize = 1_024;
/// Bytes of others' edits waiting for one slow reader. Beyond them they are forgotten, and the reader gets the document
/// whole when it reads again.
pub const OUTBOX_LAG_BYTES: usize = 256 * 1024;
/// Bytes waiting for one slow reader in all. Views are not queued and edits are forgotten, so this holds answers: the
/// largest document whole, and as much again.
pub const OUTBOX_BYTES: usize = 2 * SHARED_DOCUMENT_BYTES;
/// Frames waiting for one slow reader.
pub const OUTBOX_FRAMES: usize = 1024;
/// Token-bucket rate of frames from one socket: a person taps twice a second, a reload sends a dozen at once.
pub const SOCKET_FRAMES_PER_SECOND: u32 = 60;
/// What one socket may send at once before the rate counts.
pub const SOCKET_FRAMES_BURST: u32 = 300;
/// Token-bucket rate of pings and pongs from one socket: stacks that keep a line open ping every few seconds.
pub const CONTROL_FRAMES_PER_SECOND: u32 = 2;
/// Pings and pongs that one socket may send at once. The answers to them that nobody reads are kept, so this bounds them.
pub const CONTROL_FRAMES_BURST: u32 = 60;
/// Frames that one request brings for an event stream: two seconds' worth at the rate of a socket.
pub const BATCH_FRAMES: usize = 128;
/// What is skipped of one message that is too long, before its socket is closed: nothing honest is a tenth of it.
pub const SKIPPED_BYTES: u64 = 64 * 1024 * 1024;

/// Documents that the devices of one seat have open at once: its sixteen tokens with eight each.
pub const OPEN_DOCUMENTS_PER_SEAT: u32 = 128;
/// Token-bucket rate of frames from one seat over all its sockets: two devices in full flow.
pub const SEAT_FRAMES_PER_SECOND: u32 = 120;
/// What one seat may send at once before the rate counts.
pub const SEAT_FRAMES_BURST: u32 = 600;
/// Token-bucket rate of bytes from one seat: far more than anybody types, and 400 of them fill no gigabit line.
pub const SEAT_BYTES_PER_SECOND: u32 = 256 * 1024;
/// Bytes that one seat may send at once before the rate counts: everything that a long time offline leaves.
pub const SEAT_BYTES_BURST: u32 = 4 * 1024 * 1024;
/// How long a client that cannot be told of a refusal is left before its socket closes: one that comes straight back
/// does so once a second.
pub const REFUSED_CLOSE_AFTER: Duration = Duration::from_secs(1);

// ---- Rooms ----

/// How often in a row a client is asked for what is missing before its updates: one whose copy is damaged never has it.
pub const GAPS_IN_A_ROW: u32 = 3;
/// Mail waiting for one room. When it is full a socket's reader waits, and TCP tells the phone.
pub const ROOM_MAILBOX: usize = 4096;
/// Mail taken into one commit: bounds the time to the next view.
pub const ROOM_BATCH: usize = 512;
/// Bytes of updates that one room holds while nothing can be saved: a thousand phones' worth of marks are under 1 MiB.
/// Whoever sends more is closed, and sends it again on coming back.
pub const ROOM_HELD_BYTES: usize = 32 * 1024 * 1024;
/// A room without a socket for this long leaves memory; its journal stays.
pub const ROOM_IDLE: Duration = Duration::from_secs(300);
/// A room writes a snapshot after so many entries, so that loading replays few.
pub const SNAPSHOT_EVERY_ENTRIES: u64 = 2_000;
/// The least time between two views to facilitators and screens.
pub const FACILITATOR_TICK: Duration = Duration::from_millis(100);
/// How long a request waits for whose disagreement it is before it is answered without: 5,000 people take less.
pub const WAIT_FOR_WHOSE: Duration = Duration::from_secs(1);
/// The least time between two views to everybody else.
pub const PARTICIPANT_TICK: Duration = Duration::from_millis(500);

/// Over how long the sockets of one room are closed, so that the providers' fixed retry one second after a close does
/// not bring them back as one herd: five milliseconds each, up to three seconds.
pub fn drain_window(sockets: u32) -> Duration {
    Duration::from_millis(5 * u64::from(sockets)).min(Duration::from_secs(3))
}

/// How urgent threads are that serve requests, as `nice` counts; those of rooms and live connections have 0.
pub const REQUESTS_NICENESS: i32 = 10;
/// The longest that the end of the process waits for sockets to say goodbye.
pub const DRAIN_WITHIN: Duration = Duration::from_secs(10);

// ---- The journal ----

/// Appends waiting for the journal's writer, over all rooms. Each room has at most one under way.
pub const JOURNAL_QUEUE: usize = 1024;
/// Appends made durable by one fsync.
pub const JOURNAL_GROUP: usize = 512;

/// How long SQLite waits for a lock: readers and the writer do not block each other, a backup tool may for a moment.
pub const JOURNAL_BUSY_WAIT: Duration = Duration::from_secs(5);
/// How often a journal that nobody writes to looks whether its file is still in its place: a commit looks for itself.
pub const JOURNAL_LOOK_EVERY: Duration = Duration::from_secs(2);
/// How long one write stands for readiness: a balancer asks every few seconds, and each try costs a sync of the disk.
pub const READY_FRESH: Duration = Duration::from_secs(5);
/// A node with a room that has so many entries of other nodes before it is not ready: it applies thousands a second, and
/// whoever is sent to it meanwhile waits.
pub const READY_BEHIND_ENTRIES: usize = 1_000;
/// How long a room waits before it tries again to write what it could not.
pub const JOURNAL_RETRY: Duration = Duration::from_secs(1);

// ---- The journal in Redis ----

/// How long one question to Redis may take. It answers within a millisecond; a disk that stalls may take a second or
/// two, and whoever waits longer is better told that nothing is being saved.
pub const REDIS_ANSWER_WITHIN: Duration = Duration::from_secs(4);
/// How long a connection to Redis may take to be made, encryption and password included.
pub const REDIS_CONNECT_WITHIN: Duration = Duration::from_secs(3);
/// The least time between two tries to connect: a thousand rooms that all try again must not knock a thousand times.
pub const REDIS_RECONNECT_PAUSE: Duration = Duration::from_millis(250);
/// How long a starting server waits for a Redis that starts at the same time, or loads its file.
pub const REDIS_OPEN_WITHIN: Duration = Duration::from_secs(30);
/// Entries read from a stream at once: half a megabyte of ordinary ones, so that appends between two pages are quick.
pub const REDIS_PAGE_ENTRIES: usize = 1_000;
/// How long a node that came too late has the turn to write, before those who wait for it go on: it reads what it missed
/// in a millisecond or two, and a Redis in another data centre takes twenty for an answer.
pub const REDIS_TURN: Duration = Duration::from_millis(150);
/// How long a node waits before it asks again whether the turn is its own.
pub const REDIS_TURN_PAUSE: Duration = Duration::from_millis(3);
/// How long one blocking read waits for news. It is ended early when another workshop is to be followed; a Redis that
/// has gone silent is noticed so much later than one that does not answer.
pub const REDIS_BLOCK: Duration = Duration::from_millis(500);
/// How long the reader rests between two reads, for the number of workshops it reads for: Redis looks at each of them
/// every time, so at a thousand it is asked two hundred times a second at most.
pub fn redis_read_pause(followed: usize) -> Duration {
    Duration::from_micros(5 * followed as u64).min(Duration::from_millis(25))
}

/// How often a blocking read that should end is told so: the first time may come before Redis has begun to wait.
pub const REDIS_UNBLOCK_EVERY: Duration = Duration::from_millis(10);
/// How often it is asked whether the history that rooms have folded is still there: nothing says so when it is not.
pub const REDIS_CHECK_EVERY: Duration = Duration::from_secs(10);
/// Entries of one workshop handed to its room at once.
pub const FOLLOW_BATCH_ENTRIES: usize = 256;
/// Batches waiting for one room. A room that is slower is read for again when it has taken one.
pub const FOLLOW_BATCHES: usize = 8;
/// Places of one workshop whose exact ids are remembered. A room asks about where it stands, which is at most the
/// batches waiting for it behind the newest; while a snapshot is encoded some hundreds more may pass.
pub const REDIS_PLACES: usize = 1_024;
/// Workshops whose exact ids are remembered while nobody follows them.
pub const REDIS_POSITIONS: usize = 4_096;
/// How long a join code stays claimed for a workshop that was never finished, because its node died meanwhile.
pub const REDIS_CLAIM: Duration = Duration::from_secs(60);
/// Times that loading begins anew because history was trimmed meanwhile: trimming follows a snapshot, which is rare.
pub const REDIS_LOAD_TRIES: usize = 3;
/// Entries that an import or a backup appends at once.
pub const COPY_ENTRIES: usize = 500;

// ---- Other nodes ----

/// How often a node looks whether somebody has come or gone, to tell the other nodes.
pub const NEIGHBOURS_TICK: Duration = Duration::from_millis(500);
/// How often a node repeats who is connected to it.
pub const NEIGHBOURS_REPEAT: Duration = Duration::from_secs(2);
/// A node from which nothing has come for this long is no longer counted: three repeats.
pub const NEIGHBOURS_EXPIRE: Duration = Duration::from_secs(6);

// ---- HTTP ----

/// Connections waiting to be taken: a hall that reconnects at once.
pub const WAITING_CONNECTIONS: u32 = 4096;
/// Files and sockets the process asks the system for; each phone takes one, and systems often begin at 1,024.
pub const OPEN_FILES: u64 = 65_536;
/// Join codes tried for a new workshop: with a million kept, each is taken with a chance below one in a thousand.
pub const JOIN_CODES_TRIED: usize = 8;
/// How late a wrong guess is answered: nothing to a person, and trying many one after another becomes slow.
pub const WRONG_GUESS_DELAY: Duration = Duration::from_millis(200);
/// Wrong join codes from one address, at once and each second: two thousand people in one hall mistype a few per cent,
/// a guesser needs a thousand million tries.
pub const WRONG_CODES: (f64, f64) = (1_000.0, 50.0);
/// Join codes looked up at once for addresses whose bucket is dry, a fifth of a second each: at a hundred a second in
/// all, with a hundred workshops open, it takes a day and a half to come upon one.
pub const DRY_CODES_AT_ONCE: usize = 20;
/// Wrong recovery words from one address, at once and each second: each try costs a slow hash.
pub const WRONG_WORDS: (f64, f64) = (200.0, 20.0);
/// Wrong organiser keys from one address, at once and each second: a person may have chosen the key badly.
pub const WRONG_KEYS: (f64, f64) = (20.0, 1.0);
/// Addresses whose wrong guesses are remembered, for each kind of secret: under 1 MiB, and more than guess by mistake.
pub const CALLER_ADDRESSES: usize = 10_000;
/// Workshops made from one address without an organiser key that nobody has joined, at once and each second: a training
/// day makes one for each of its tables.
pub const NEW_WORKSHOPS: (f64, f64) = (60.0, 0.1);
/// The same, whether anybody joined or not: one address takes a third of what is there for all, and half of what comes.
pub const NEW_WORKSHOPS_JOINED_TOO: (f64, f64) = (200.0, 0.05);
/// Workshops made without an organiser key from all addresses, joined or not: 47 kB each, so a day of it is 435 MB at
/// most.
pub const NEW_WORKSHOPS_IN_ALL: (f64, f64) = (600.0, 0.1);
/// Workshops of which it is remembered that nobody has joined them yet.
pub const NEW_WORKSHOPS_REMEMBERED: usize = 1_000;
/// Lines that one place in the program writes to the log, at once and each second: three hundred people who come in the
/// same minute cause as many, and a flood is told by its size.
pub const LOG_LINES: (f64, f64) = (1_000.0, 50.0);
/// How often it is told how many lines were left out of the log.
pub const LOG_LEFT_OUT_EVERY: Duration = Duration::from_secs(10);
/// Commands of one seat over REST, at once and each second: a facilitator's fastest run of taps is a few a second.
pub const COMMANDS_PER_SEAT: (f64, f64) = (60.0, 20.0);
/// Seats whose commands are counted at the same time: only facilitators and scribes give any.
pub const SEATS_PACED: usize = 10_000;
/// Readings of one seat over REST, at once and each second: a page that opens makes a dozen, and views come by themselves.
pub const READINGS_PER_SEAT: (f64, f64) = (200.0, 20.0);
/// Seats whose readings are counted at the same time.
pub const SEATS_READING: usize = 20_000;
/// The list of people counts as one reading for each so many of them: the room takes 6 ms for a thousand.
pub const PEOPLE_PER_READING: usize = 500;

/// Wrong calendar addresses from one network address, at once and each second: a calendar program goes on asking for one
/// that was stopped, and a guesser needs more tries than there are seconds.
pub const WRONG_CALENDARS: (f64, f64) = (60.0, 1.0);
/// Readings of one calendar address, at once and each second: a mailing list that subscribes on one morning.
pub const CALENDAR_READS: (f64, f64) = (300.0, 2.0);
/// Calendar addresses whose readings are counted at the same time.
pub const CALENDARS_PACED: usize = 10_000;
/// How long a calendar program may go on with what it read: a change of the plan is to be seen within the hour.
pub const CALENDAR_FRESH: Duration = Duration::from_secs(900);
/// Reports of one action that stand in a calendar one by one, where no rule says their days in words that every calendar
/// program reads: ten years of months.
pub const REPORTS_ONE_BY_ONE: usize = 120;

/// Answers that are on their way, over all connections: dozens of the largest files at once. A page of the app is
/// never kept twice and does not count.
pub const ANSWERS_BYTES: usize = 64 * 1024 * 1024;
/// Large answers that wait for room among these; whoever comes later is told to come back.
pub const ANSWERS_WAITING: usize = 8;
/// How long a large answer waits for room.
pub const ANSWER_WAITS: Duration = Duration::from_secs(5);
/// Files, and readings of large documents, that are worked on at once: each takes a core, and up to 25 MB.
pub const WORK_AT_ONCE: usize = 2;
/// Of these, and of those that wait for their turn, as many of one seat: a page that shows every file asks for eight.
pub const WORK_WAITING_PER_SEAT: usize = 12;
/// Files that are kept for whoever asks again before anything has changed.
pub const FILES_KEPT_BYTES: usize = 32 * 1024 * 1024;
/// What a connection keeps of requests that came and answers that go: the largest head of a request fits twice.
pub const CONNECTION_BUFFER_BYTES: usize = 64 * 1024;
/// A connection that takes nothing of what is written to it for this long is ended.
pub const CONNECTION_WRITE_WITHIN: Duration = Duration::from_secs(20);
/// Connections from one address at a time: two thousand people in one hall, with a page that loads and a socket each.
/// A trusted proxy has as many as it likes: there the proxy counts.
pub const CONNECTIONS_PER_ADDRESS: usize = 8_192;

/// One request body. The largest real one, a workshop with custom sectors and tables, is under 16 KiB.
pub const BODY_BYTES: usize = 64 * 1024;
/// The head of a request must be here this soon; the next one on the same connection too. Phones on a bad line send it
/// in one packet, and whoever sends half a head, or nothing, must not keep a file of the process for long.
pub const HEAD_WITHIN: Duration = Duration::from_secs(10);
/// One request, from its first byte to its answer.
pub const REQUEST_WITHIN: Duration = Duration::from_secs(30);
/// Permutation tests computed at once, over all workshops: each takes a core for up to a second.
pub const ANALYSES_AT_ONCE: usize = 1;
/// Recovery-word hashes computed at once: each takes memory and a core.
pub const HASHES_AT_ONCE: usize = 2;
