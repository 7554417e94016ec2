// Written from protocol/src/documents/schema by `make types`. Do not edit.

/** Ids as they stand in documents. */
export const ID_PATTERNS = {
  item: /^[a-z0-9]{1,24}$/,
  seat: /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/,
  slug: /^[a-z0-9-]{1,48}$/,
  map: /^m([1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5])$/,
  sphere: /^s([1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5])$/,
} as const;

/** The most characters of an item's order. */
export const ORDER_CAP = 200;

export const BALLOT = {
  marks: {"holds":"values","key":"{round}/{domain}","name":"marks","shown":"marks","value":{"kind":"mark"}},
  reasons: {"holds":"values","key":"{round}/{domain}","name":"reasons","shown":"reasons","value":{"cap":280,"kind":"reason"}},
} as const;

export const TABLE = {
  proposed: {"holds":"values","key":"{domain}","name":"proposed","shown":"proposed","value":{"kind":"level"}},
  notes: {"holds":"texts","key":"{domain}/{prompt}","name":"notes","shown":"notes"},
  paper: {"holds":"values","key":"{round}/{domain}/{level}","name":"paper","shown":"paper","value":{"kind":"count"}},
} as const;

export const PLENARY = {
  priorities: {"holds":"texts","key":"{domain}","name":"priorities","shown":"priorities"},
  notes: {"holds":"texts","key":"{domain}","name":"notes","shown":"notes"},
  parked: {"holds":"texts","key":"{key}","name":"parked","shown":"parked"},
} as const;

export const MAP = {
  about: {"holds":"flags","name":"about","shown":"grounds","words":["priority","change","local_intelligence"]},
  pathway: {"cap":200,"holds":"text","is_line":true,"name":"pathway","shown":"pathway"},
  why: {"cap":2000,"holds":"text","is_line":false,"name":"why","shown":"why"},
  components: {"fields":{"a":{"cap":80,"is_required":false,"kind":"label","name":"a","shown":"a"},"b":{"cap":80,"is_required":false,"kind":"label","name":"b","shown":"b"},"c":{"cap":80,"is_required":false,"kind":"label","name":"c","shown":"c"},"d":{"cap":80,"is_required":false,"kind":"label","name":"d","shown":"d"}},"holds":"entries","name":"components","shown":"components"},
  definition_a: {"cap":2000,"holds":"text","is_line":false,"name":"definition_a","shown":"definition_a"},
  definition_b: {"cap":2000,"holds":"text","is_line":false,"name":"definition_b","shown":"definition_b"},
  definition_c: {"cap":2000,"holds":"text","is_line":false,"name":"definition_c","shown":"definition_c"},
  definition_d: {"cap":2000,"holds":"text","is_line":false,"name":"definition_d","shown":"definition_d"},
  lanes: {"fields":{"name":{"cap":80,"is_required":false,"kind":"line","name":"name","shown":"name"}},"holds":"items","is_joining":false,"most":20,"name":"lanes","shown":"lanes"},
  steps: {"fields":{"component":{"is_required":false,"kind":"word","name":"component","otherwise":null,"shown":"component","words":["a","b","c","d"]},"kind":{"is_required":true,"kind":"word","name":"kind","otherwise":null,"shown":"kind","words":["start","step","decision","wait","hand_off","end"]},"lane":{"is_required":false,"kind":"reference","name":"lane","roots":["lanes"],"shown":"lane"},"name":{"cap":120,"is_required":false,"kind":"line","name":"name","shown":"name"},"note":{"cap":2000,"is_required":false,"kind":"text","name":"note","shown":"note"}},"holds":"items","is_joining":false,"most":200,"name":"steps","shown":"steps"},
  links: {"fields":{"from":{"is_required":true,"kind":"reference","name":"from","roots":["steps"],"shown":"from"},"label":{"cap":80,"is_required":false,"kind":"line","name":"label","shown":"label"},"to":{"is_required":true,"kind":"reference","name":"to","roots":["steps"],"shown":"to"}},"holds":"items","is_joining":true,"most":600,"name":"links","shown":"links"},
  pins: {"fields":{"class":{"is_required":false,"kind":"word","name":"class","otherwise":null,"shown":"class","words":["operational","wider"]},"evidence":{"cap":1000,"is_required":false,"kind":"text","name":"evidence","shown":"evidence"},"number":{"is_required":false,"kind":"number","most":1000000000,"name":"number","shown":"number"},"step":{"is_required":true,"kind":"reference","name":"step","roots":["steps"],"shown":"step"},"text":{"cap":500,"is_required":false,"kind":"text","name":"text","shown":"text"},"unit":{"cap":40,"is_required":false,"kind":"line","name":"unit","shown":"unit"}},"holds":"items","is_joining":false,"most":400,"name":"pins","shown":"pins"},
  questions: {"fields":{"answer":{"cap":1000,"is_required":false,"kind":"text","name":"answer","shown":"answer"},"method":{"is_required":false,"kind":"word","name":"method","otherwise":null,"shown":"method","words":["data","survey","interviews","focus_group","workshop"]},"step":{"is_required":true,"kind":"reference","name":"step","roots":["steps"],"shown":"step"},"text":{"cap":500,"is_required":false,"kind":"text","name":"text","shown":"text"}},"holds":"items","is_joining":false,"most":400,"name":"questions","shown":"questions"},
  stakeholders: {"fields":{"name":{"cap":80,"is_required":false,"kind":"line","name":"name","shown":"name"},"sphere":{"id":"sphere","is_required":false,"kind":"id","name":"sphere","shown":"sphere"},"steps":{"is_required":false,"kind":"ticks","name":"steps","root":"steps","shown":"steps"},"to_bring_in":{"is_required":false,"kind":"flag","name":"to_bring_in","shown":"is_to_bring_in"}},"holds":"items","is_joining":false,"most":200,"name":"stakeholders","shown":"stakeholders"},
} as const;

export const PLAN = {
  actions: {"fields":{"baseline":{"cap":80,"is_required":false,"kind":"line","name":"baseline","shown":"baseline"},"blockers":{"fields":{"escalated_to":{"cap":80,"is_required":false,"kind":"line","name":"escalated_to","shown":"escalated_to"},"resolved":{"is_required":false,"kind":"flag","name":"resolved","shown":"is_resolved"},"text":{"cap":500,"is_required":false,"kind":"text","name":"text","shown":"text"}},"is_joining":false,"is_required":false,"kind":"items","most":20,"name":"blockers","shown":"blockers"},"cycles":{"fields":{"act":{"fields":{"act":{"cap":1000,"is_required":false,"kind":"text","name":"act","shown":"text"},"act_on":{"is_required":false,"kind":"day","name":"act_on","shown":"on"}},"is_required":false,"kind":"group","name":"act","shown":"act"},"do":{"fields":{"do":{"cap":1000,"is_required":false,"kind":"text","name":"do","shown":"text"},"do_on":{"is_required":false,"kind":"day","name":"do_on","shown":"on"}},"is_required":false,"kind":"group","name":"do","shown":"do"},"plan":{"fields":{"plan":{"cap":1000,"is_required":false,"kind":"text","name":"plan","shown":"text"},"plan_on":{"is_required":false,"kind":"day","name":"plan_on","shown":"on"}},"is_required":false,"kind":"group","name":"plan","shown":"plan"},"result":{"cap":200,"is_required":false,"kind":"line","name":"result","shown":"result"},"study":{"fields":{"study":{"cap":1000,"is_required":false,"kind":"text","name":"study","shown":"text"},"study_on":{"is_required":false,"kind":"day","name":"study_on","shown":"on"}},"is_required":false,"kind":"group","name":"study","shown":"study"}},"is_joining":false,"is_required":false,"kind":"items","most":20,"name":"cycles","shown":"cycles"},"develop_by":{"is_required":false,"kind":"day","name":"develop_by","shown":"develop_by"},"engage":{"cap":500,"is_required":false,"kind":"text","name":"engage","shown":"engage"},"evidence":{"cap":1000,"is_required":false,"kind":"text","name":"evidence","shown":"evidence"},"implement_by":{"is_required":false,"kind":"day","name":"implement_by","shown":"implement_by"},"measure":{"cap":200,"is_required":false,"kind":"line","name":"measure","shown":"measure"},"objective":{"cap":1000,"is_required":false,"kind":"text","name":"objective","shown":"objective"},"owner":{"forms":[{"kind":"seat","parts":[{"id":"seat","kind":"id","shown":"seat"},{"cap":80,"kind":"line","shown":"label"}]},{"kind":"organisation","parts":[{"cap":80,"kind":"line","shown":"label"}]}],"is_required":false,"kind":"path","name":"owner","shown":"owner"},"priority":{"is_required":false,"kind":"word","name":"priority","otherwise":null,"shown":"priority","words":["first","next","later"]},"progress":{"is_required":false,"kind":"word","name":"progress","otherwise":"not_started","shown":"progress","words":["not_started","under_way","done","stopped"]},"report_to":{"cap":80,"is_required":false,"kind":"line","name":"report_to","shown":"report_to"},"rhythm":{"is_required":false,"kind":"word","name":"rhythm","otherwise":null,"shown":"rhythm","words":["weekly","fortnightly","monthly","quarterly"]},"source":{"forms":[{"kind":"domain","parts":[{"id":"slug","kind":"id","shown":"framework"},{"id":"slug","kind":"id","shown":"domain"}]},{"kind":"step","parts":[{"id":"map","kind":"id","shown":"map"},{"id":"item","kind":"id","shown":"step"}]},{"kind":"pin","parts":[{"id":"map","kind":"id","shown":"map"},{"id":"item","kind":"id","shown":"pin"}]}],"is_required":false,"kind":"path","name":"source","shown":"source"},"target":{"cap":80,"is_required":false,"kind":"line","name":"target","shown":"target"},"test_by":{"is_required":false,"kind":"day","name":"test_by","shown":"test_by"},"what":{"cap":200,"is_required":false,"kind":"line","name":"what","shown":"what"}},"holds":"items","is_joining":false,"most":200,"name":"actions","shown":"actions"},
  nodes: {"fields":{"kind":{"is_required":true,"kind":"word","name":"kind","otherwise":null,"shown":"kind","words":["outcome","opportunity","solution","measure"]},"text":{"cap":200,"is_required":false,"kind":"line","name":"text","shown":"text"}},"holds":"items","is_joining":false,"most":200,"name":"nodes","shown":"nodes"},
  ties: {"fields":{"from":{"is_required":true,"kind":"reference","name":"from","roots":["actions","nodes"],"shown":"from"},"how":{"cap":200,"is_required":false,"kind":"line","name":"how","shown":"how"},"to":{"is_required":true,"kind":"reference","name":"to","roots":["nodes"],"shown":"to"},"way":{"is_required":false,"kind":"word","name":"way","otherwise":"direct","shown":"way","words":["direct","indirect"]}},"holds":"items","is_joining":true,"most":600,"name":"ties","shown":"ties"},
} as const;
