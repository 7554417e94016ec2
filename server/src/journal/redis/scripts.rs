//! What Redis itself decides, each in one step that nothing comes between.

use std::sync::LazyLock;

use redis::Script;

/// Appends if the stream ends where the caller stands and nobody else has the turn.
///
/// Whoever reads what others wrote and tries again would lose again and again to a node that only writes. So the nodes
/// that came too late queue, and the first of them has the turn: the others are told to wait. A turn that is not taken
/// within its time is over, and the queue with it. Whoever is so far behind that reading takes longer does not queue.
///
/// Keys: the stream, the queue. Arguments: the seq the caller stands at, the tag of that entry or nothing where it is not
/// known, the tag of this append, the caller's name in the queue, the time of a turn in milliseconds, the most entries
/// that somebody who queues may be behind, the entries. Answers `added`; `there` where this very append has been done
/// already; `wait` while another has the turn; `moved`, the last seq, and 1 if the entry the caller stands at is still
/// part of the history.
pub(super) static APPEND: LazyLock<Script> = LazyLock::new(|| {
    Script::new(
        r"
local stream, queue = KEYS[1], KEYS[2]
local after, expected, tag, name, turn_ms = ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5]
local newest = redis.call('XREVRANGE', stream, '+', '-', 'COUNT', 1)[1]
local last_seq, last_tag = string.match(newest and newest[1] or '0-0', '^(%d+)%-(%d+)$')
local function id(seq, of) return string.format('%.0f-%s', seq, of) end
local function wait_in_line()
  if redis.call('LPOS', queue, name) then return end
  -- A Redis that is full has no room for it either; what it answers must be heard all the same.
  if redis.pcall('RPUSH', queue, name) == 1 then redis.call('PEXPIRE', queue, turn_ms) end
end
if last_seq ~= after or (expected ~= '' and last_tag ~= expected) then
  local first = id(after + 1, tag)
  if #redis.call('XRANGE', stream, first, first) == 1 then return {'there'} end
  local held = 0
  if expected ~= '' then
    local at = id(after, expected)
    held = #redis.call('XRANGE', stream, at, at)
  end
  if held == 1 and last_seq - after <= tonumber(ARGV[6]) then wait_in_line() end
  return {'moved', last_seq, held}
end
local whose = redis.call('LINDEX', queue, 0)
if whose and whose ~= name then
  wait_in_line()
  return {'wait'}
end
local previous = last_tag
for at = 7, #ARGV do
  redis.call('XADD', stream, id(after + at - 6, tag), 'p', previous, 'e', ARGV[at])
  previous = tag
end
if whose then
  redis.call('LPOP', queue)
  redis.call('PEXPIRE', queue, turn_ms)
end
return {'added'}",
    )
});

/// Keeps a snapshot of an entry that is part of the history, in place of an older one or one of another history, and
/// drops what stands before that entry if it is asked to. The entry itself stays: it says which history it was.
///
/// Keys: the stream, the snapshot. Arguments: seq, tag, the bytes, 1 to trim. Answers `kept`, `older` or `rewritten`.
pub(super) static SNAPSHOT: LazyLock<Script> = LazyLock::new(|| {
    Script::new(
        r"
local function stands(id) return #redis.call('XRANGE', KEYS[1], id, id) == 1 end
local id = ARGV[1] .. '-' .. ARGV[2]
if not stands(id) then return 'rewritten' end
local kept = redis.call('HMGET', KEYS[2], 'seq', 'tag')
if kept[1] and tonumber(ARGV[1]) <= tonumber(kept[1]) and stands(kept[1] .. '-' .. kept[2]) then
  return 'older'
end
redis.call('HSET', KEYS[2], 'seq', ARGV[1], 'tag', ARGV[2], 'bytes', ARGV[3])
if ARGV[4] == '1' then redis.call('XTRIM', KEYS[1], 'MINID', '=', id) end
return 'kept'",
    )
});

/// Makes a claimed join code a workshop's for good; answers 0 where it has become another's meanwhile.
pub(super) static CONFIRM: LazyLock<Script> = LazyLock::new(|| {
    Script::new(
        r"
local holder = redis.call('GET', KEYS[1])
if holder and holder ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[1])
return 1",
    )
});

/// Gives a join code back that this workshop claimed and does not need.
pub(super) static RELEASE: LazyLock<Script> = LazyLock::new(|| {
    Script::new(
        r"
if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end
return 1",
    )
});
