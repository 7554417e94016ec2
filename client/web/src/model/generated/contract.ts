// Written from docs/openapi.json by `make types`. Do not edit.

export interface paths {
    "/api/v1/calendars/{workshop}/{calendar}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The plan's dates, for calendar programs: whoever has the address may read it, until it is stopped. */
        get: operations["read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/frameworks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The frameworks that can be used, whole, in the order in which they are offered. */
        get: operations["list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/frameworks/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One framework with all its texts. */
        get: operations["one"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/join": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Gives the caller a seat. */
        post: operations["join"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/join/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the code leads to, for somebody who is about to join. */
        get: operations["invitation"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/join/{code}/qr.svg": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The link to join as a QR code. */
        get: operations["qr"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/recover": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Brings the caller's seat to this device. */
        post: operations["recover"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workshops": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Makes a workshop. */
        post: operations["create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workshops/{workshop}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where the workshop stands. */
        get: operations["session"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workshops/{workshop}/calendars": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Gives the caller's seat a calendar address, in place of the one it had for the same. */
        post: operations["open_calendar"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workshops/{workshop}/commands": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Gives one command to a workshop. */
        post: operations["give"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workshops/{workshop}/export/{file}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A file of the workshop, as far as the caller may see. */
        get: operations["file"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workshops/{workshop}/frameworks/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A framework of this workshop, with all its texts, as it was when the workshop was made. */
        get: operations["framework"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workshops/{workshop}/joining": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How fast people join, and how many are known to wait. For facilitators. */
        get: operations["joining"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workshops/{workshop}/maps/{map}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A process map as it stands: what is valid in its document. */
        get: operations["map"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workshops/{workshop}/maps/{map}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who wrote when in a map. For facilitators. */
        get: operations["of_map"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workshops/{workshop}/maps/{map}/history/{seq}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A map as it stood behind one of its entries, as a Yjs update. For facilitators. */
        get: operations["map_at"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workshops/{workshop}/plan": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The action plan as it stands, with what its actions' owners have answered. */
        get: operations["plan"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workshops/{workshop}/plan/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who wrote when in the plan. For facilitators. */
        get: operations["of_plan"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workshops/{workshop}/plan/history/{seq}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The plan as it stood behind one of its entries, as a Yjs update. For facilitators. */
        get: operations["plan_at"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workshops/{workshop}/progress": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How many have marked in a round, never what. */
        get: operations["progress"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workshops/{workshop}/results": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Tallies, verdicts and what stands behind them, as far as the caller may see them.
         * @description Whose disagreement it is takes up to a second after a reveal by groups; where it takes longer, `computing` is true and
         *     asking again gives it. What is withheld is null, and its sentence is the same whatever the cause.
         */
        get: operations["results"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workshops/{workshop}/seat": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The caller's own seat. */
        get: operations["seat"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workshops/{workshop}/seats": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Everybody with a seat. For facilitators; never says what anybody marked. */
        get: operations["seats"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sync/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Opens a live connection as an event stream, where WebSockets do not get through.
         * @description The first event is `open`, with the secret under which frames are sent; `message` events hold frames of the sync
         *     protocol in base64; `close` is the last, with the code and the reason that a WebSocket would have been closed with.
         */
        get: operations["open_stream"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sync/events/{channel}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sends frames to the server for an open event stream: each behind its length as a varuint of lib0.
         * @description Answered once the frames are with their documents, not once they are saved: that is told on the stream.
         */
        post: operations["send"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description One thing to be done. */
        Action: {
            /** @description What the measure is now. */
            baseline: string;
            /** @description What stands in its way. */
            blockers: components["schemas"]["Blocker"][];
            /** @description Its cycles of trying out, the oldest first. */
            cycles: components["schemas"]["PdsaCycle"][];
            develop_by: null | components["schemas"]["Day"];
            /** @description Who else has to be engaged. */
            engage: string;
            /** @description How it is known that this is needed. */
            evidence: string;
            /** @description The action. */
            id: components["schemas"]["ItemId"];
            implement_by: null | components["schemas"]["Day"];
            /** @description How progress is measured. */
            measure: string;
            /** @description What good looks like. */
            objective: string;
            owner: null | components["schemas"]["ActionOwner"];
            priority: null | components["schemas"]["ActionPriority"];
            /** @description How far it has come, as its people say. */
            progress: components["schemas"]["ActionProgress"];
            /** @description To whom it is reported. */
            report_to: string;
            rhythm: null | components["schemas"]["ReportRhythm"];
            source: null | components["schemas"]["ActionSource"];
            /** @description What the measure should become. */
            target: string;
            test_by: null | components["schemas"]["Day"];
            /** @description What is done. */
            what: string;
        };
        /**
         * @description What is marked of an action.
         * @enum {string}
         */
        ActionAspect: "impact" | "speed";
        /** @description Who leads an action. */
        ActionOwner: {
            /** @enum {string} */
            kind: "seat";
            /** @description What they are called in the plan until they accept under a name of their own. */
            label: string;
            /** @description Their seat. */
            seat: components["schemas"]["SeatId"];
        } | {
            /** @enum {string} */
            kind: "organisation";
            /** @description Its name. */
            label: string;
        };
        /**
         * @description How soon an action should be taken up.
         * @enum {string}
         */
        ActionPriority: "first" | "next" | "later";
        /**
         * @description How far an action has come, as its people say. What counts is [`crate::commitment::ActionStatus`].
         * @enum {string}
         */
        ActionProgress: "not_started" | "under_way" | "done" | "stopped";
        /** @description Where an action lies by its impact and its speed, out of what is shown of both in the same results. */
        ActionQuarter: {
            /** @description The action. */
            action: components["schemas"]["ItemId"];
            /** @description Its quarter. */
            quarter: components["schemas"]["Quarter"];
        };
        /** @description Where an action comes from. */
        ActionSource: {
            /** @description The domain. */
            domain: components["schemas"]["DomainId"];
            /** @description Its framework. */
            framework: components["schemas"]["FrameworkId"];
            /** @enum {string} */
            kind: "domain";
        } | {
            /** @enum {string} */
            kind: "step";
            /** @description The map. */
            map: components["schemas"]["MapId"];
            /** @description The step. */
            step: components["schemas"]["ItemId"];
        } | {
            /** @enum {string} */
            kind: "pin";
            /** @description The map. */
            map: components["schemas"]["MapId"];
            /** @description The pin. */
            pin: components["schemas"]["ItemId"];
        };
        /**
         * @description Where an action stands: what its people say of it, as far as its owner has agreed to it.
         * @enum {string}
         */
        ActionStatus: "proposed" | "agreed" | "under_way" | "done" | "stopped";
        /**
         * @description What the rule would do with a domain after a round. Advice: people decide.
         * @enum {string}
         */
        Advice: "open" | "record_consensus" | "stable_disagreement" | "enough_rounds";
        /** @description What the room decided on a domain: recorded by people, never computed. */
        Agreed: {
            /** @description Why. */
            because: string;
            /**
             * Format: int32
             * @description The level, or null for "no consensus".
             */
            level: number | null;
        };
        /** @description An owner's answer. */
        Answer: {
            /** @enum {string} */
            answer: "accepted";
            /** @description The name under which the owner stands in the plan. */
            name: string;
            /** @description What was accepted. */
            terms: components["schemas"]["Terms"];
        } | {
            /** @enum {string} */
            answer: "declined";
            /** @description Why; may be empty. */
            because: string;
        };
        /** @description Something that stands in an action's way. */
        Blocker: {
            /** @description Who has been asked to help; empty where nobody has. */
            escalated_to: string;
            /** @description The blocker. */
            id: components["schemas"]["ItemId"];
            /** @description Whether it is out of the way. */
            is_resolved: boolean;
            /** @description What it is. */
            text: string;
        };
        /** @description A calendar address. It is told this once: it is a key, and only its hash is kept. */
        CalendarOpened: {
            /** @description The path of the address on this server. An earlier address of the seat for the same is stopped. */
            path: string;
            /** @description What it shows. */
            shows: components["schemas"]["CalendarShows"];
        };
        /**
         * @description What a calendar address shows.
         * @enum {string}
         */
        CalendarShows: "plan" | "mine";
        /**
         * @description Whose calendar addresses are meant.
         * @enum {string}
         */
        CalendarsOf: "me" | "everybody";
        /** @description One thing asked of a workshop. Decided where it stands in the journal, by `Workshop::apply`. */
        Command: {
            /** @description The domains that are marked; all of them where none is named. */
            domains?: components["schemas"]["DomainId"][];
            /** @description Which framework is marked. */
            framework: components["schemas"]["FrameworkId"];
            /** @description Whether people mark where they are or where they need to be. */
            kind: components["schemas"]["RoundKind"];
            /** @enum {string} */
            type: "open_round";
        } | {
            /** @description Which map. */
            map: components["schemas"]["MapId"];
            /** @description The steps that are marked; all of them but beginnings and ends where none is named. */
            steps?: components["schemas"]["ItemId"][];
            /** @enum {string} */
            type: "open_losses";
        } | {
            /** @description The actions that are marked; all of them but those that are done or stopped where none is named. */
            actions?: components["schemas"]["ItemId"][];
            /** @enum {string} */
            type: "open_priorities";
        } | {
            /** @description The open round. */
            round: components["schemas"]["RoundId"];
            /** @enum {string} */
            type: "close_round";
        } | {
            /** @description The closed round. */
            round: components["schemas"]["RoundId"];
            /** @enum {string} */
            type: "reopen_round";
        } | {
            /** @description The grouping shown with `groups`; sector where none is given. One grouping a round: two would cross. */
            by?: components["schemas"]["Grouping"];
            /** @description How far it is shown. A later reveal may only show more. */
            level: components["schemas"]["RevealLevel"];
            /** @description The closed round. */
            round: components["schemas"]["RoundId"];
            /** @enum {string} */
            type: "reveal";
        } | {
            /** @description The shown round. */
            round: components["schemas"]["RoundId"];
            /** @enum {string} */
            type: "take_late";
        } | {
            /** @description The step the sender saw. */
            from: components["schemas"]["StepId"];
            /** @description The step to go to. */
            to: components["schemas"]["StepId"];
            /** @enum {string} */
            type: "move_step";
        } | {
            /**
             * Format: int32
             * @description How many minutes more.
             */
            minutes: number;
            /** @enum {string} */
            type: "extend_step";
        } | {
            domain: null | components["schemas"]["DomainId"];
            /** @enum {string} */
            type: "focus";
        } | {
            /** @description Why; needed where there is no level. */
            because?: string;
            /** @description The domain. */
            domain: components["schemas"]["DomainId"];
            /**
             * Format: int32
             * @description The agreed level, or null for "no consensus".
             */
            level: number | null;
            /** @description A closed round. */
            round: components["schemas"]["RoundId"];
            /** @enum {string} */
            type: "agree";
        } | {
            /** @description The domain. */
            domain: components["schemas"]["DomainId"];
            /** @description The round. */
            round: components["schemas"]["RoundId"];
            /** @enum {string} */
            type: "withdraw_agreed";
        } | {
            /** @description The seat. */
            seat: components["schemas"]["SeatId"];
            table: null | components["schemas"]["TableId"];
            /** @enum {string} */
            type: "assign_table";
        } | {
            /** @description Its name; "Table 3" and so on where none is given. */
            name?: string;
            /** @enum {string} */
            type: "create_table";
        } | {
            /** @description What it is called. */
            title: string;
            /** @enum {string} */
            type: "create_map";
        } | {
            /** @description The map. */
            map: components["schemas"]["MapId"];
            /** @description What it is called. */
            title: string;
            /** @enum {string} */
            type: "rename_map";
        } | {
            /** @description The map. */
            map: components["schemas"]["MapId"];
            /** @enum {string} */
            type: "show_map";
        } | {
            /** @description Their names. */
            names: string[];
            /** @enum {string} */
            type: "set_spheres";
        } | {
            sphere: null | components["schemas"]["SphereId"];
            /** @enum {string} */
            type: "choose_sphere";
        } | {
            /** @description The action. */
            action: components["schemas"]["ItemId"];
            /** @description The name under which the owner stands in the plan. */
            name: string;
            /** @description What is accepted, as the owner read it: it must be what the plan has. */
            terms: components["schemas"]["Terms"];
            /** @enum {string} */
            type: "accept_action";
        } | {
            /** @description The action. */
            action: components["schemas"]["ItemId"];
            /** @description Why. */
            because?: string;
            /** @enum {string} */
            type: "decline_action";
        } | {
            /** @enum {string} */
            type: "stop_calendars";
            /** @description Whose addresses. Everybody's is for facilitators. */
            whose: components["schemas"]["CalendarsOf"];
        } | {
            /** @description Its new role. */
            role: components["schemas"]["Role"];
            /** @description The seat. */
            seat: components["schemas"]["SeatId"];
            /** @enum {string} */
            type: "set_role";
        } | {
            /** @description The seat. */
            seat: components["schemas"]["SeatId"];
            /** @enum {string} */
            type: "remove_seat";
        } | {
            /**
             * Format: int64
             * @description In milliseconds since 1970; all of them where it is not given.
             */
            since_ms?: number;
            /** @enum {string} */
            type: "remove_awaited";
        } | {
            /** @description The seat that the person keeps. */
            first: components["schemas"]["SeatId"];
            /** @description The seat that goes. */
            seat: components["schemas"]["SeatId"];
            /** @enum {string} */
            type: "remove_second";
        } | {
            /**
             * Format: int32
             * @description For how many minutes.
             */
            minutes: number;
            /** @enum {string} */
            type: "admit_all";
        } | {
            /** @description Whether people may join. */
            open: boolean;
            /** @enum {string} */
            type: "open_joining";
        } | {
            /** @enum {string} */
            type: "close_workshop";
        } | {
            /** @enum {string} */
            type: "seal";
        };
        /** @description What a command made, once it is durable. */
        CommandDone: {
            /** @description The map that was made. */
            map?: components["schemas"]["MapId"];
            /**
             * Format: int32
             * @description How many seats were taken away.
             */
            removed?: number;
            /** @description The round that was opened. */
            round?: components["schemas"]["RoundId"];
            /**
             * Format: int64
             * @description The place of the command in the journal.
             */
            seq: number;
            /** @description The table that was made. */
            table?: components["schemas"]["TableId"];
        };
        /** @description What an owner answered to an action. */
        Commitment: components["schemas"]["Answer"] & {
            /** @description The action. */
            action: components["schemas"]["ItemId"];
            /**
             * Format: int64
             * @description When, in milliseconds since 1970.
             */
            at_ms: number;
            /** @description The seat that answered. */
            seat: components["schemas"]["SeatId"];
        };
        /** @description What owners have answered. */
        CommitmentsView: {
            /** @description Each seat's latest answer to each action that stands in the plan; of one action's the latest comes last. */
            commitments: components["schemas"]["Commitment"][];
            /**
             * Format: int64
             * @description Grows with every change.
             */
            revision: number;
        };
        /** @description One of the four components of a pathway, each a part of those before it. */
        Component: {
            /** @description Who counts in it, as agreed here; empty where nothing has been written. */
            definition: string;
            /** @description Which one. */
            id: components["schemas"]["ComponentId"];
            /** @description What it is called here. */
            label: string;
        };
        /**
         * @description Which component.
         * @enum {string}
         */
        ComponentId: "a" | "b" | "c" | "d";
        /** @description One mark that was counted. */
        CountedMark: {
            /** @description The domain. */
            domain: components["schemas"]["DomainId"];
            /**
             * Format: int32
             * @description The level; null where the person was not sure.
             */
            level: number | null;
        };
        /** @description What was counted of one seat's marks in one closed round: its own marks, told to itself. */
        CountedMarks: {
            /** @description The domains with a counted mark, in the framework's order. Marks on others came too late, or never. */
            marks: components["schemas"]["CountedMark"][];
            /** @description The round. */
            round: components["schemas"]["RoundId"];
        };
        /** @description Asks for a new workshop. */
        CreateWorkshop: {
            /** @description The ids of the frameworks that will be marked, such as `pit-a`. */
            frameworks: components["schemas"]["FrameworkId"][];
            /**
             * Format: int32
             * @description The fewest people of whom a distribution is shown, 3 to 50; 5 where nothing is given.
             */
            minimum_group?: number;
            /** @description Whether facilitators see every group once a round is revealed, however small; false where nothing is given. */
            named?: boolean;
            /** @description Who sees a distribution before the reveal; `facilitator` where nothing is given. */
            reveal?: components["schemas"]["RevealMode"];
            /** @description The sectors people choose from; civic, VCSE, and health and care where none are given. */
            sectors?: components["schemas"]["NewSector"][];
            /** @description The tables, by name or by number of them; none where none are given. */
            tables?: components["schemas"]["NewTables"];
            /** @description What people see when they join, at most 120 characters. */
            title: string;
        };
        /** @example 2026-11-23 */
        Day: string;
        /** @description Something that loses people at a step, or spoils the outcome for them. */
        DecayPin: {
            class: null | components["schemas"]["FactorClass"];
            /** @description How it is known. */
            evidence: string;
            /** @description The pin. */
            id: components["schemas"]["ItemId"];
            /**
             * Format: double
             * @description How many, where a number is known.
             */
            number: number | null;
            /** @description The step it sticks to. */
            step: components["schemas"]["ItemId"];
            /** @description What is lost here, and why. */
            text: string;
            /** @description What the number counts, such as "people a month". */
            unit: string;
        };
        /** @description Who wrote when in a map or the plan, told to facilitators. */
        DocumentHistory: {
            /** @description Whether there are earlier ones: ask again with `before`. */
            has_earlier: boolean;
            /**
             * Format: int64
             * @description Up to which entry the journal is no longer kept, so that nobody can say who wrote what before; null where the
             *     history reaches back to the beginning.
             */
            kept_after: number | null;
            /** @description Stretches of writing, the one that ended last first. */
            stretches: components["schemas"]["Stretch"][];
        };
        /** @description One row of a framework: the thing that is marked. */
        Domain: {
            about: null | components["schemas"]["DomainAbout"];
            /** @description What each level looks like in this domain, lowest first. */
            descriptors: string[];
            /** @description The heading that this domain shares with its neighbours, if any. */
            group: string | null;
            /** @description Marks are stored under it, so it never changes. */
            id: components["schemas"]["DomainId"];
            /** @description The full name. */
            name: string;
            /** @description The question a participant answers by marking, if any. */
            question: string | null;
            /** @description A name of at most 22 characters, for charts and phones. */
            short_name: string;
            /** @description The glossary's terms that this domain needs, as `glossary` finds them. */
            terms: string[];
        };
        /** @description What a domain of a framework is about that was made of a map or of the plan. */
        DomainAbout: {
            /** @enum {string} */
            kind: "step";
            /** @description The map. */
            map: components["schemas"]["MapId"];
            /** @description The step on it. */
            step: components["schemas"]["ItemId"];
        } | {
            /** @description The action. */
            action: components["schemas"]["ItemId"];
            /** @description What of it is marked. */
            aspect: components["schemas"]["ActionAspect"];
            /** @enum {string} */
            kind: "action";
        };
        /** @description Names a domain within its framework, e.g. `leadership`. */
        DomainId: string;
        /** @description How many have marked a domain. */
        DomainProgress: {
            /** @description The domain. */
            domain: components["schemas"]["DomainId"];
            /**
             * Format: int32
             * @description Seats with a mark there, "not sure" included.
             */
            marked: number;
        };
        /** @description What was marked on a domain. */
        DomainResult: {
            advice: null | components["schemas"]["Advice"];
            agreed: null | components["schemas"]["Agreed"];
            /**
             * Format: double
             * @description The part of the disagreement that lies between the groups, less what chance gives; may be below 0. Null where the
             *     groups are not shown.
             */
            between_share: number | null;
            /**
             * Format: double
             * @description The consensus index C, 0 (two camps at the ends) to 1 (all on one level).
             */
            consensus: number | null;
            /** @description People at each level, the lowest first; null where too few marked to show it. */
            counts: number[] | null;
            /** @description The domain. */
            domain: components["schemas"]["DomainId"];
            firm: null | components["schemas"]["Firm"];
            gap: null | components["schemas"]["GapView"];
            /** @description The groups, where they may be shown. */
            groups?: components["schemas"]["GroupResult"][];
            /** @description Why the groups are not shown here although the round is shown by them, in one sentence; null elsewhere. */
            groups_withheld: string | null;
            /**
             * Format: int32
             * @description Seats of the room whose mark came or changed after the close, not in `counts`; null where a table looks at its own.
             */
            late: number | null;
            measures: null | components["schemas"]["Measures"];
            /**
             * Format: double
             * @description The interpolated median level.
             */
            median: number | null;
            /**
             * Format: int32
             * @description Levels marked in time; null where too few marked to show it.
             */
            n: number | null;
            /** @description The finding in words, to read aloud: as much of it as is shown. */
            sentence: string;
            since: null | components["schemas"]["Since"];
            /** @description Which steps between levels are contested, lowest first; null without a word. */
            steps: components["schemas"]["LevelStep"][] | null;
            /** @description What must be said with the word, such as "3 far away". */
            tags: string[];
            /** @description Whether so few marked that one person can easily change the word. */
            tentative: boolean;
            /**
             * Format: int32
             * @description People who were not sure; null where too few marked to show it.
             */
            unsure: number | null;
            /** @description The one word. */
            verdict: components["schemas"]["Verdict"];
            whose: null | components["schemas"]["Whose"];
        };
        /**
         * @description How something could be found out.
         * @enum {string}
         */
        EnquiryMethod: "data" | "survey" | "interviews" | "focus_group" | "workshop";
        /**
         * @description What class of factor loses people.
         * @enum {string}
         */
        FactorClass: "operational" | "wider";
        /** @description How firm a domain's word is. */
        Firm: {
            /**
             * Format: int32
             * @description Marks that are missing: while the round is open of everybody who can mark, afterwards of those who took part.
             */
            missing: number;
            /** @description The other words that one person could bring about by moving to a neighbouring level; empty where the word stands firm. */
            one_away: components["schemas"]["OneAway"][];
            outstanding: null | components["schemas"]["Outstanding"];
        };
        /**
         * @description A matrix of domains × levels that a workshop marks, with the words that explain it.
         *
         *     Text from outside becomes a framework through [`Framework::parse`]. Deserialising is for
         *     what Plenary wrote itself: it checks the ids, and trusts the rest.
         */
        Framework: {
            /** @description The rows, in the order in which they are marked. */
            domains: components["schemas"]["Domain"][];
            /** @description Words that a participant may not know. */
            glossary: components["schemas"]["GlossaryEntry"][];
            /** @description Names the framework in links, commands and results. */
            id: components["schemas"]["FrameworkId"];
            /** @description The columns, lowest first. */
            levels: components["schemas"]["Level"][];
            /** @description Where it comes from, and whose words it uses. */
            source: string;
            /** @description One plain sentence saying what it is for. */
            summary: string;
            /** @description What a person sees as its name. */
            title: string;
            /** @description Tells two wordings of the same framework apart. */
            version: string;
        };
        /** @description Names a framework, e.g. `pit-a`. */
        FrameworkId: string;
        /** @description A framework that this workshop uses. */
        FrameworkRef: {
            /** @description Its id. */
            id: components["schemas"]["FrameworkId"];
            /** @description Whether it was made of a map's steps or of the plan's actions, when their marking was opened. */
            is_derived: boolean;
            /** @description Its title. */
            title: string;
            /** @description Its version. */
            version: string;
        };
        /** @description Needed against now, among people who marked both. */
        Gap: {
            /**
             * Format: int32
             * @description Of them, who needs a higher level than now.
             */
            higher: number;
            /**
             * Format: double
             * @description Needed less now, in levels.
             */
            levels: number;
            /**
             * Format: int32
             * @description Who needs a lower one.
             */
            lower: number;
            /**
             * Format: int32
             * @description People who marked both.
             */
            n: number;
            /**
             * Format: double
             * @description The interpolated median of needed.
             */
            needed: number;
            /**
             * Format: double
             * @description The interpolated median of now.
             */
            now: number;
            /**
             * Format: int32
             * @description Who needs what there is.
             */
            same: number;
            /**
             * Format: double
             * @description The chance of so one-sided a room if higher and lower were equally likely (exact sign test).
             */
            sign_test_p: number;
        };
        /** @description From where people are to where they need to be. */
        GapView: {
            /**
             * Format: double
             * @description Needed less now, in levels.
             */
            levels: number;
            /**
             * Format: double
             * @description The interpolated median of needed.
             */
            needed: number;
            /** @description The round that asked for what is needed. */
            needed_round: components["schemas"]["RoundId"];
            /**
             * Format: double
             * @description The interpolated median of now.
             */
            now: number;
            /** @description The round that asked for now. */
            now_round: components["schemas"]["RoundId"];
            paired: null | components["schemas"]["Gap"];
            /** @description Why `paired` is null, in one sentence for every cause. */
            withheld: string | null;
        };
        /** @description A word and its plain meaning. */
        GlossaryEntry: {
            /** @description Other forms of it that stand there and need the same explanation. */
            also: string[];
            /** @description What it means, in a sentence. */
            meaning: string;
            /** @description The word or phrase, as it stands in the framework. */
            term: string;
        };
        /**
         * @description On what ground a pathway was chosen.
         * @enum {string}
         */
        Ground: "priority" | "change" | "local_intelligence";
        /** @description A group of people that is large enough to be shown. */
        GroupResult: {
            /**
             * Format: double
             * @description The consensus index C.
             */
            consensus: number | null;
            /** @description People at each level. */
            counts: number[];
            /** @description The group's name; several small ones stand together as "Others". */
            group: string;
            /**
             * Format: double
             * @description The interpolated median level.
             */
            median: number | null;
            /** @description The names of the groups that stand together here. */
            members: string[];
            /**
             * Format: int32
             * @description Levels marked.
             */
            n: number;
            /** @description Whether the group is so small that one person can easily change the word. */
            tentative: boolean;
            /** @description The one word. */
            verdict: components["schemas"]["Verdict"];
        };
        /**
         * @description How people are put into groups.
         * @enum {string}
         */
        Grouping: "sector" | "table" | "organisation" | "sphere";
        /** @description What somebody sees who has the code and is about to join. */
        Invitation: {
            /** @description Whether people may join now. */
            joining_open: boolean;
            /**
             * Format: int32
             * @description The fewest people of whom a distribution is shown.
             */
            minimum_group: number;
            /** @description Whether facilitators see every group once a round is revealed, however small. */
            named: boolean;
            /** @description Who sees a distribution before the reveal. */
            reveal: components["schemas"]["RevealMode"];
            /** @description The sectors to choose from. */
            sectors: components["schemas"]["Sector"][];
            /** @description The tables to choose from; may be empty. */
            tables: components["schemas"]["Table"][];
            /** @description Its title. */
            title: string;
            /** @description The workshop. */
            workshop: components["schemas"]["SpaceId"];
        };
        /** @example k3x9q0ab12 */
        ItemId: string;
        /** @description Asks for a seat. */
        Join: {
            /** @description The join code, as it was typed. */
            code: string;
            /** @description The display name. */
            name?: string;
            /** @description The organisation. */
            organisation?: string;
            /** @description `participant`, where nothing is given, or `observer`. Other roles are given by a facilitator. */
            role?: components["schemas"]["Role"];
            /** @description The sector the person speaks from. */
            sector: components["schemas"]["SectorId"];
            /** @description The table. */
            table?: components["schemas"]["TableId"];
        };
        /** @example KQM4WTX */
        JoinCode: string;
        /** @description A seat and the key to it. */
        Joined: {
            /** @description Four words that bring the seat to another device. */
            recovery_words: string;
            /** @description The seat. */
            seat: components["schemas"]["SeatId"];
            /** @description The seat's bearer token on this device. */
            token: string;
            /** @description The workshop. */
            workshop: components["schemas"]["SpaceId"];
        };
        /** @description How fast people join, and who waits. */
        JoiningView: {
            /**
             * Format: int64
             * @description Until when everybody is let in, in milliseconds since 1970; null where the usual pace holds.
             */
            admits_all_until_ms: number | null;
            /**
             * Format: int32
             * @description How many joined in the last minute.
             */
            in_a_minute: number;
            /**
             * Format: int32
             * @description How many joined in the last ten seconds.
             */
            in_ten_seconds: number;
            /** @description Whether unusually many have joined lately for a round being open: their marks count. */
            is_late_rush: boolean;
            /** @description Whether so many join or wait that a facilitator should know. */
            is_rush: boolean;
            /**
             * Format: int64
             * @description The server's clock when this was found, in milliseconds since 1970.
             */
            server_time_ms: number;
            /**
             * Format: int32
             * @description Seats to which nobody has come, which a facilitator may take away.
             */
            unused: number;
            /**
             * Format: int32
             * @description How many are known to wait in the lobby. Others may wait at other nodes, and some ask so that they cannot be counted.
             */
            waiting: number;
        };
        /** @description One column of a framework. */
        Level: {
            /**
             * Format: int32
             * @description The numeral that stands beside the name; 1 is the lowest.
             */
            level: number;
            /** @description The word for this level, e.g. "Emerging". */
            name: string;
        };
        /** @description One step between two neighbouring levels, seen as a yes or no question: have we got beyond it? */
        LevelStep: {
            /**
             * Format: int32
             * @description People above it.
             */
            above: number;
            /**
             * Format: double
             * @description What it contributes to the index of ordinal variation, 4 F (1 − F) / (K − 1).
             */
            contribution: number;
            /**
             * Format: int32
             * @description The level below the step, counted from 1.
             */
            from: number;
            /**
             * Format: double
             * @description Its part of all that is contested, 0 to 1; null where nothing is.
             */
            share: number | null;
        };
        /** @example m1 */
        MapId: string;
        /** @description An organisation on the pathway. */
        MapLane: {
            /** @description The lane. */
            id: components["schemas"]["ItemId"];
            /** @description The organisation's name. */
            name: string;
        };
        /** @description One step leads to another. */
        MapLink: {
            /** @description The step it leaves. */
            from: components["schemas"]["ItemId"];
            /** @description The link. */
            id: components["schemas"]["ItemId"];
            /** @description Whether it leads back to a step that stands earlier in the list. The others never form a cycle. */
            is_back: boolean;
            /** @description When this way is taken. */
            label: string;
            /** @description The step it reaches. */
            to: components["schemas"]["ItemId"];
        };
        /** @description Something that has to be found out about a step. */
        MapQuestion: {
            /** @description What was found. */
            answer: string;
            /** @description The question. */
            id: components["schemas"]["ItemId"];
            method: null | components["schemas"]["EnquiryMethod"];
            /** @description The step it is about. */
            step: components["schemas"]["ItemId"];
            /** @description What is asked. */
            text: string;
        };
        /** @description A map of the workshop; what is in it is its document `{workshop}/map/{map}`. */
        MapRef: {
            /** @description The map. */
            map: components["schemas"]["MapId"];
            /** @description Its title. */
            title: string;
        };
        /** @description One step of the pathway. */
        MapStep: {
            component: null | components["schemas"]["ComponentId"];
            /** @description The step. */
            id: components["schemas"]["ItemId"];
            /** @description What kind of step. */
            kind: components["schemas"]["MapStepKind"];
            lane: null | components["schemas"]["ItemId"];
            /** @description What happens. */
            name: string;
            /** @description Anything else about it. */
            note: string;
        };
        /**
         * @description What kind of step.
         * @enum {string}
         */
        MapStepKind: "start" | "step" | "decision" | "wait" | "hand_off" | "end";
        /** @description A map, as it stands. */
        MapView: components["schemas"]["ProcessMap"] & {
            /** @description Classes of factor of which there is no pin although there are pins. */
            empty_classes: components["schemas"]["FactorClass"][];
            /** @description Which map. */
            map: components["schemas"]["MapId"];
            /** @description Its title. */
            title: string;
        };
        /** @description The expert's line on a domain. Each value is null where it is not defined. */
        Measures: {
            /**
             * Format: double
             * @description How many levels apart two people are on average.
             */
            average_gap_levels: number | null;
            /**
             * Format: double
             * @description The entropy of the counts in bits: how many levels are in use, whatever their order.
             */
            entropy_bits: number | null;
            /**
             * Format: double
             * @description The index of ordinal variation, 0 (all on one level) to 1 (half on each end); the consensus index is 1 less it.
             */
            iov: number | null;
            /**
             * Format: double
             * @description The same without its bias in small rooms.
             */
            iov_unbiased: number | null;
            /** @description The lowest and the highest level of the middle half of the people. */
            middle_half: [
                number,
                number
            ] | null;
            /**
             * Format: double
             * @description Van der Eijk's agreement turned round, 0 to 1.
             */
            polarisation: number | null;
            /**
             * Format: double
             * @description Tastle and Wierman's consensus, 0 to 1.
             */
            tastle_wierman: number | null;
            /**
             * Format: double
             * @description Van der Eijk's agreement, −1 (two camps at the ends) to 1 (one level).
             */
            van_der_eijk_a: number | null;
        };
        /**
         * @description What an action lacks before its owner can accept it.
         * @enum {string}
         */
        Missing: "what" | "owner" | "date" | "measure";
        /** @description How a domain changed between two rounds. */
        Movement: {
            /**
             * Format: double
             * @description The later consensus index less the earlier: above 0 the room came closer together.
             */
            consensus_change: number;
            /**
             * Format: double
             * @description Chance of a change of the index as large as this if each mover had gone the other way as easily.
             */
            consensus_change_p: number;
            /**
             * Format: int32
             * @description Who marks lower now.
             */
            down: number;
            /** @description Whether bars and people both hold still: less than 15 % net change and less than 25 % moved. */
            is_stable: boolean;
            /**
             * Format: int32
             * @description People who marked both rounds.
             */
            n: number;
            /**
             * Format: double
             * @description The part of the people by which the bars changed, ½ Σ |n_k' − n_k| / n, 0 to 1.
             */
            net_change: number;
            /**
             * Format: double
             * @description Chance of a movement as one-sided as this, or more, if up and down were equally likely (exact sign test).
             */
            sign_test_p: number;
            /**
             * Format: int32
             * @description Of them, who marks higher now.
             */
            up: number;
        };
        /** @description A shared document that soon takes nothing more. */
        NearlyFull: {
            /** @description The part of its name after the workshop. */
            document: string;
            /**
             * Format: int32
             * @description How much of what it may hold is taken, in percent, down to a multiple of five.
             */
            percent: number;
        };
        /** @description A sector of a new workshop. */
        NewSector: string | components["schemas"]["Sector"];
        /** @description The tables of a new workshop. */
        NewTables: number | string[];
        /**
         * @description What kind of node, the furthest from the action first.
         * @enum {string}
         */
        NodeKind: "outcome" | "opportunity" | "solution" | "measure";
        /** @description A word that one person could bring about by moving to a neighbouring level. */
        OneAway: {
            /**
             * Format: int32
             * @description The level from which somebody would have to move, counted from 1.
             */
            from: number;
            /**
             * Format: int32
             * @description The neighbouring level to which.
             */
            to: number;
            /** @description The word. */
            verdict: components["schemas"]["Verdict"];
        };
        /** @description Asks for a calendar address of the caller's seat. */
        OpenCalendar: {
            /** @description What it is to show. */
            shows: components["schemas"]["CalendarShows"];
        };
        /** @description What hangs in the air. */
        Orphans: {
            /** @description Actions whose source is missing: none is named, or it is no longer there. */
            actions: components["schemas"]["ItemId"][];
            /** @description Measures from which no tie leads to an outcome. */
            measures: components["schemas"]["ItemId"][];
        };
        /** @description What the missing marks could make of the word. */
        Outstanding: {
            /** @description Whether every way was gone through. If not, more words may be possible than are listed. */
            is_complete: boolean;
            /**
             * Format: int32
             * @description Marks that are missing.
             */
            missing: number;
            /** @description Words that may come out, the present one first if it may, then those with the most ways. */
            possible: components["schemas"]["PossibleWord"][];
        };
        /** @description A round as a whole, each figure to two places. */
        OverallView: {
            /**
             * Format: int32
             * @description Domains with a word.
             */
            domains: number;
            /**
             * Format: double
             * @description Agreement over all domains with a word, corrected for chance: Gwet's AC2 with linear weights.
             */
            gwet_ac2: number | null;
            /**
             * Format: double
             * @description Whether people order the domains alike: Kendall's W, over the domains on which everybody who took part chose a level
             *     and groups are shown; of the room alone only once the workshop is closed.
             */
            kendall_w: number | null;
            /**
             * Format: double
             * @description Whether people tell the domains apart alike: Krippendorff's alpha, ordinal, over the same domains.
             */
            krippendorff_alpha: number | null;
            /**
             * Format: double
             * @description The mean consensus index of the domains with a word.
             */
            mean_consensus: number | null;
            /**
             * Format: int32
             * @description The most people who chose a level on any of them.
             */
            n: number;
        };
        /** @description Who took part, in numbers. */
        Participation: {
            /**
             * Format: int32
             * @description People who looked on.
             */
            observers: number;
            /**
             * Format: int32
             * @description People who could mark.
             */
            people: number;
            /** @description The same for each sector. */
            sectors: components["schemas"]["SectorParticipation"][];
        };
        /**
         * @description Where a domain's disagreement lies.
         * @enum {string}
         */
        Pattern: "too_few" | "agreed" | "not_detectable" | "individual" | "partly" | "clearly" | "mainly";
        /** @description One cycle of plan, do, study, act. */
        PdsaCycle: {
            /** @description What follows. */
            act: components["schemas"]["PdsaStage"];
            /** @description What was done. */
            do: components["schemas"]["PdsaStage"];
            /** @description The cycle. */
            id: components["schemas"]["ItemId"];
            /** @description What is tried, and what is expected. */
            plan: components["schemas"]["PdsaStage"];
            /** @description What came out, in a line. */
            result: string;
            /** @description What was seen. */
            study: components["schemas"]["PdsaStage"];
        };
        /** @description One stage of a cycle. */
        PdsaStage: {
            on: null | components["schemas"]["Day"];
            /** @description What was written. */
            text: string;
        };
        /** @description What may be written during a step. */
        Permissions: {
            /** @description People who mark may write in the maps; facilitators always may. */
            map_writing: boolean;
            /** @description People who mark may write in the plan; facilitators always may. */
            plan_writing: boolean;
            /** @description Facilitators may write in the plenary document. */
            plenary_writing: boolean;
            /** @description People at a table may write in their table's document. */
            table_writing: boolean;
        };
        /** @description What is to be done, and what it is for. */
        Plan: {
            /** @description The actions, the first in rank first. */
            actions: components["schemas"]["Action"][];
            /** @description Outcomes, opportunities, solutions and measures, in the order of the list. */
            nodes: components["schemas"]["ThreadNode"][];
            /** @description How actions and nodes serve others. */
            ties: components["schemas"]["ThreadTie"][];
        };
        /** @description The plan, as it stands. */
        PlanView: {
            /** @description The actions, the first in rank first. */
            actions: components["schemas"]["PlannedAction"][];
            /** @description Outcomes, opportunities, solutions and measures. */
            nodes: components["schemas"]["ThreadNode"][];
            /** @description What hangs in the air. */
            orphans: components["schemas"]["Orphans"];
            /** @description How actions and nodes serve others. */
            ties: components["schemas"]["ThreadTie"][];
        };
        /** @description An action and where it stands. */
        PlannedAction: components["schemas"]["Action"] & {
            /** @description Under which name its owner accepted it as it stands; null where nobody has. */
            accepted_by: string | null;
            /** @description What it lacks before its owner can accept it. */
            missing: components["schemas"]["Missing"][];
            /** @description Where it stands. */
            status: components["schemas"]["ActionStatus"];
        };
        /** @description A word that may come out. */
        PossibleWord: {
            /** @description The word. */
            verdict: components["schemas"]["Verdict"];
            /**
             * Format: int32
             * @description In how many of the ways gone through, which are no probabilities.
             */
            ways: number;
        };
        /** @description Who is here, in numbers. */
        PresentView: {
            /**
             * Format: int32
             * @description Connected facilitators.
             */
            facilitators: number;
            /**
             * Format: int32
             * @description Connected observers.
             */
            observers: number;
            /**
             * Format: int32
             * @description People with a counted seat whose device is connected.
             */
            people: number;
            /**
             * Format: int32
             * @description Connected screens.
             */
            screens: number;
            /** @description The same for each sector. */
            sectors: components["schemas"]["SectorPresence"][];
            /** @description The same for each table. */
            tables: components["schemas"]["TablePresence"][];
        };
        /** @description A priority for action. */
        Priority: {
            /** @description The domain. */
            domain: string;
            /** @description What was written. */
            text: string;
        };
        /** @description An error, as RFC 9457 has it. */
        Problem: {
            /** @description What was wrong this time, with which value, and what to do. */
            detail: string;
            /** @description The reference under which the server's log has the cause. */
            reference?: string;
            /**
             * Format: int32
             * @description The HTTP status.
             */
            status: number;
            /** @description The kind of problem in a few words. */
            title: string;
            /** @description A URI that names the kind of problem, relative to the server. */
            type: string;
        };
        /** @description A process map: a pathway, the organisations on it, its steps, and where people are lost. */
        ProcessMap: {
            /** @description The four components of the pathway, A to D. */
            components: components["schemas"]["Component"][];
            /** @description On what ground it was chosen. */
            grounds: components["schemas"]["Ground"][];
            /** @description The organisations, from the top of the drawing down. */
            lanes: components["schemas"]["MapLane"][];
            /** @description What leads to what. */
            links: components["schemas"]["MapLink"][];
            /** @description The one pathway that is looked at. */
            pathway: string;
            /** @description Where and why people are lost. */
            pins: components["schemas"]["DecayPin"][];
            /** @description What has to be found out. */
            questions: components["schemas"]["MapQuestion"][];
            /** @description Who has a say at which steps. */
            stakeholders: components["schemas"]["Stakeholder"][];
            /** @description The steps in the order of the list: a step stands after those that lead to it. */
            steps: components["schemas"]["MapStep"][];
            /** @description Why this pathway, in words. */
            why: string;
        };
        /** @description How many have marked, never what. */
        ProgressView: {
            /**
             * Format: int32
             * @description Counted seats from which nobody has ever opened the workshop, as far as that was written down: they have marked
             *     nothing, and a facilitator can remove them.
             */
            awaited: number;
            /** @description Each domain in the framework's order. */
            domains: components["schemas"]["DomainProgress"][];
            /**
             * Format: int32
             * @description Seats that have marked every domain.
             */
            finished: number;
            /**
             * Format: int32
             * @description Seats that marked after the round was closed.
             */
            late: number;
            /**
             * Format: int64
             * @description Grows with every change.
             */
            revision: number;
            /** @description The round. */
            round: components["schemas"]["RoundId"];
            /**
             * Format: int32
             * @description Counted seats in the workshop.
             */
            seats: number;
            /**
             * Format: int32
             * @description Seats that have marked at least one domain.
             */
            started: number;
        };
        /**
         * @description Where an action lies by its impact and its speed, the one to begin with first.
         * @enum {string}
         */
        Quarter: "do_first" | "begin_now" | "if_time_allows" | "leave" | "talk_first" | "too_few";
        /** @description A whole workshop as data. */
        Record: {
            /**
             * Format: int64
             * @description How many entries the workshop's journal had.
             */
            entries: number;
            /** @description When it was written, by the server's clock. */
            exported_at: string;
            /** @description The SHA-256 of the whole state behind them, in hexadecimal: the same journal gives the same on every server. */
            fingerprint: string;
            /** @description The shape of this file: `plenary-record/1`. */
            format: string;
            /** @description The frameworks with the words that people marked. */
            frameworks: components["schemas"]["Framework"][];
            /** @description The code with which people joined. */
            join_code: components["schemas"]["JoinCode"];
            /** @description The process maps, the oldest first. */
            maps: components["schemas"]["MapView"][];
            /**
             * Format: int32
             * @description The fewest people of whom any distribution is shown.
             */
            minimum_group: number;
            /** @description Whether facilitators saw every group on their own screens, however small. This file never shows more than everybody may see. */
            named: boolean;
            /** @description Who took part, in numbers. */
            participation: components["schemas"]["Participation"];
            /** @description The action plan, with the names that stand in it and no seat. */
            plan: components["schemas"]["RecordedPlan"];
            /** @description The priorities for action that the plenary wrote down. */
            priorities: components["schemas"]["Priority"][];
            /** @description Who saw distributions before the reveal. */
            reveal: components["schemas"]["RevealMode"];
            /** @description The rounds, oldest first. */
            rounds: components["schemas"]["RecordedRound"][];
            /** @description The agenda and where it stands. */
            run_sheet: components["schemas"]["RunSheet"];
            /** @description The sectors people chose from. */
            sectors: components["schemas"]["Sector"][];
            /** @description The spheres of influence, the innermost first. */
            spheres: components["schemas"]["Sphere"][];
            /** @description Its life. */
            state: components["schemas"]["WorkshopState"];
            /** @description The tables. */
            tables: components["schemas"]["Table"][];
            /** @description Its title. */
            title: string;
            /** @description The workshop. */
            workshop: components["schemas"]["SpaceId"];
        };
        /** @description One thing to be done, and where it stands. */
        RecordedAction: {
            /** @description Under which name its owner accepted it as it stands; null where nobody has. */
            accepted_by: string | null;
            /** @description What the measure is now. */
            baseline: string;
            /** @description What stands in its way. */
            blockers: components["schemas"]["Blocker"][];
            /** @description Its cycles of trying out, the oldest first. */
            cycles: components["schemas"]["PdsaCycle"][];
            develop_by: null | components["schemas"]["Day"];
            /** @description Who else has to be engaged. */
            engage: string;
            /** @description How it is known that this is needed. */
            evidence: string;
            /** @description The action. */
            id: components["schemas"]["ItemId"];
            implement_by: null | components["schemas"]["Day"];
            /** @description How progress is measured. */
            measure: string;
            /** @description What it lacks before its owner can accept it. */
            missing: components["schemas"]["Missing"][];
            /** @description What good looks like. */
            objective: string;
            owner: null | components["schemas"]["RecordedOwner"];
            priority: null | components["schemas"]["ActionPriority"];
            /** @description How far it has come, as its people say. */
            progress: components["schemas"]["ActionProgress"];
            /** @description To whom it is reported. */
            report_to: string;
            rhythm: null | components["schemas"]["ReportRhythm"];
            source: null | components["schemas"]["ActionSource"];
            /** @description Where it stands. */
            status: components["schemas"]["ActionStatus"];
            /** @description What the measure should become. */
            target: string;
            test_by: null | components["schemas"]["Day"];
            /** @description What is done. */
            what: string;
        };
        /** @description Who leads an action. */
        RecordedOwner: {
            /** @enum {string} */
            kind: "person";
            /** @description What they are called in the plan. */
            label: string;
        } | {
            /** @enum {string} */
            kind: "organisation";
            /** @description Its name. */
            label: string;
        };
        /** @description What is to be done, and what it is for. */
        RecordedPlan: {
            /** @description The actions, the first in rank first. */
            actions: components["schemas"]["RecordedAction"][];
            /** @description Outcomes, opportunities, solutions and measures. */
            nodes: components["schemas"]["ThreadNode"][];
            /** @description What hangs in the air. */
            orphans: components["schemas"]["Orphans"];
            /** @description How actions and nodes serve others. */
            ties: components["schemas"]["ThreadTie"][];
        };
        /** @description A round, as far as the reader may see. */
        RecordedRound: {
            /** @description Why `results` is null. */
            hidden_because: string | null;
            /** @description How many marked. */
            progress: components["schemas"]["ProgressView"];
            results: null | components["schemas"]["ResultsView"];
            /** @description What was marked, and how far it is shown. */
            round: components["schemas"]["RoundSummary"];
        };
        /** @description Asks for a seat on another device. */
        Recover: {
            /** @description The join code, as it was typed. */
            code: string;
            /** @description The four words, as they were typed. */
            recovery_words: string;
        };
        /**
         * @description Why something was refused, as a word that a program can act on.
         * @enum {string}
         */
        RefusalCode: "forbidden" | "moved_on" | "not_found" | "invalid" | "full" | "hidden";
        /** @description Something the receiver sent was not taken, and why. */
        RefusalView: {
            /** @description The word for programs. */
            code: components["schemas"]["RefusalCode"];
            /** @description The sentence for people. */
            detail: string;
            /** @description The document that was written. */
            document: string;
        };
        /**
         * @description How often an action is reported on.
         * @enum {string}
         */
        ReportRhythm: "weekly" | "fortnightly" | "monthly" | "quarterly";
        /** @description What was marked in a round, as far as the receiver may see. */
        ResultsView: {
            /** @description The actions that were marked, those to begin with first; empty where none were. */
            actions: components["schemas"]["ActionQuarter"][];
            /** @description Places in `domains`, from 0, the domain that asks most for talk first. */
            by_disagreement: number[];
            /** @description Whether `whose` is still being worked out: results come again with it. */
            computing: boolean;
            /** @description Each domain that is marked, in the framework's order. */
            domains: components["schemas"]["DomainResult"][];
            /** @description What was marked. */
            framework: components["schemas"]["FrameworkId"];
            grouping: null | components["schemas"]["Grouping"];
            /** @description What was asked. */
            kind: components["schemas"]["RoundKind"];
            overall: null | components["schemas"]["OverallView"];
            revealed: null | components["schemas"]["RevealLevel"];
            /**
             * Format: int64
             * @description Grows with every change.
             */
            revision: number;
            /** @description The round. */
            round: components["schemas"]["RoundId"];
            /**
             * Format: int32
             * @description Which state of what is shown this is: 1 at the reveal, one more each time late people were counted in; null while
             *     the counts are live.
             */
            snapshot: number | null;
            table: null | components["schemas"]["TableId"];
        };
        /**
         * @description How far a round is shown.
         * @enum {string}
         */
        RevealLevel: "table" | "pooled" | "groups";
        /**
         * @description Who sees a distribution before the reveal.
         * @enum {string}
         */
        RevealMode: "sealed" | "facilitator" | "open";
        /**
         * @description What a seat may do.
         * @enum {string}
         */
        Role: "facilitator" | "scribe" | "participant" | "observer" | "screen";
        /** @example r1 */
        RoundId: string;
        /**
         * @description What a round asks for.
         * @enum {string}
         */
        RoundKind: "now" | "needed" | "lost" | "priority";
        /** @description A round in the session. */
        RoundSummary: {
            /** @description The domains that are marked, in the framework's order; null where it is all of them. */
            domains: components["schemas"]["DomainId"][] | null;
            /** @description What is marked. */
            framework: components["schemas"]["FrameworkId"];
            grouping: null | components["schemas"]["Grouping"];
            /** @description Whether marks are counted now. */
            is_open: boolean;
            /** @description What is asked. */
            kind: components["schemas"]["RoundKind"];
            map: null | components["schemas"]["MapId"];
            revealed: null | components["schemas"]["RevealLevel"];
            /** @description The round. */
            round: components["schemas"]["RoundId"];
        };
        /** @description The steps in order, and where the workshop stands. */
        RunSheet: {
            /** @description The current step. */
            current: components["schemas"]["StepId"];
            /**
             * Format: int32
             * @description Minutes added to the current step since it began.
             */
            extended_minutes: number;
            /**
             * Format: int64
             * @description When the current step began, in milliseconds since 1970.
             */
            started_at_ms: number;
            /** @description The steps in their order. */
            steps: components["schemas"]["Step"][];
        };
        /** @description Whether the server can save at the moment. */
        SavingView: {
            /** @description False while the journal cannot be written: nothing is acknowledged meanwhile. */
            is_saving: boolean;
        };
        /** @example 0b9a5a0c-31de-4a0e-8c0b-6a1d5b1f2e90 */
        SeatId: string;
        /** @description One seat in a facilitator's list of people. Never says what anybody marked. */
        SeatListed: {
            /**
             * Format: int64
             * @description When it was given, in milliseconds since 1970; null where somebody has come to it.
             */
            awaited_since_ms: number | null;
            /** @description Whether no device has ever opened the workshop from this seat, as far as that was written down. */
            is_awaited: boolean;
            /** @description Whether a device of the seat is connected now. */
            is_present: boolean;
            /** @description Its display name. */
            name: string | null;
            /** @description Its organisation. */
            organisation: string | null;
            /** @description Its role. */
            role: components["schemas"]["Role"];
            /** @description The seat. */
            seat: components["schemas"]["SeatId"];
            sector: null | components["schemas"]["SectorId"];
            table: null | components["schemas"]["TableId"];
        };
        /** @description The receiver's own seat. */
        SeatView: {
            /** @description What the seat's open calendar addresses show. */
            calendars: components["schemas"]["CalendarShows"][];
            /**
             * @description What was counted of the seat's marks in each round that is closed, oldest first. A round that is open is not here:
             *     what is marked in it counts as it stands when it closes.
             */
            counted: components["schemas"]["CountedMarks"][];
            /** @description Its display name. */
            name: string | null;
            /** @description Its organisation. */
            organisation: string | null;
            /**
             * Format: int64
             * @description Grows with every change.
             */
            revision: number;
            /** @description Its role. */
            role: components["schemas"]["Role"];
            /** @description The seat. */
            seat: components["schemas"]["SeatId"];
            sector: null | components["schemas"]["SectorId"];
            sphere: null | components["schemas"]["SphereId"];
            table: null | components["schemas"]["TableId"];
        };
        /** @description A sector as it is offered to people who join. */
        Sector: {
            /** @description Its id, used in the API and in exports. */
            id: components["schemas"]["SectorId"];
            /** @description Its name on a button. */
            name: string;
        };
        /** @example health-care */
        SectorId: string;
        /** @description A sector's people. */
        SectorParticipation: {
            /**
             * Format: int32
             * @description People who could mark.
             */
            people: number;
            /** @description The sector. */
            sector: components["schemas"]["SectorId"];
        };
        /** @description A sector's people. */
        SectorPresence: {
            /**
             * Format: int32
             * @description Ever joined.
             */
            joined: number;
            /**
             * Format: int32
             * @description Connected now.
             */
            present: number;
            /** @description The sector. */
            sector: components["schemas"]["SectorId"];
        };
        /** @description Where the workshop stands: the same for everybody but for what they may write. */
        SessionView: {
            focus: null | components["schemas"]["DomainId"];
            /** @description The frameworks; their texts are at `GET /workshops/{w}/frameworks/{id}`. */
            frameworks: components["schemas"]["FrameworkRef"][];
            /** @description What people type to join. */
            join_code: components["schemas"]["JoinCode"];
            /** @description Whether people may join now. */
            joining_open: boolean;
            map: null | components["schemas"]["MapId"];
            /** @description The process maps, the oldest first. */
            maps: components["schemas"]["MapRef"][];
            /**
             * Format: int32
             * @description The fewest people of whom a distribution is shown.
             */
            minimum_group: number;
            /** @description Whether facilitators see every group once a round is revealed, however small: told to everybody before they mark. */
            named: boolean;
            /** @description The shared documents that are nearly full, by the part of their name after the workshop, such as `map/m1`. */
            nearly_full: components["schemas"]["NearlyFull"][];
            /** @description Who is here, in numbers. */
            present: components["schemas"]["PresentView"];
            /** @description Who sees a distribution before the reveal. */
            reveal: components["schemas"]["RevealMode"];
            /**
             * Format: int64
             * @description Grows with every change: the larger one is the newer one.
             */
            revision: number;
            /** @description The rounds so far, oldest first. */
            rounds: components["schemas"]["RoundSummary"][];
            /** @description The agenda and where it stands. */
            run_sheet: components["schemas"]["RunSheet"];
            /** @description The sectors. */
            sectors: components["schemas"]["Sector"][];
            /**
             * Format: int64
             * @description The server's clock when this was sent, in milliseconds since 1970.
             */
            server_time_ms: number;
            /** @description The spheres of influence, the innermost first. */
            spheres: components["schemas"]["Sphere"][];
            /** @description Its life. */
            state: components["schemas"]["WorkshopState"];
            /** @description The tables. */
            tables: components["schemas"]["Table"][];
            /** @description Its title. */
            title: string;
            /** @description The workshop. */
            workshop: components["schemas"]["SpaceId"];
            /** @description What the receiver may write now, and why not what they may not. */
            writing: components["schemas"]["Writing"];
        };
        /** @description What changed since an earlier round of the same kind. */
        Since: {
            /**
             * Format: double
             * @description The consensus index then.
             */
            consensus: number | null;
            /** @description People at each level in the earlier round, as it is shown. */
            counts: number[];
            /** @description What it asked. */
            kind: components["schemas"]["RoundKind"];
            /**
             * Format: double
             * @description The interpolated median then.
             */
            median: number | null;
            movement: null | components["schemas"]["Movement"];
            /**
             * Format: int32
             * @description Levels marked then.
             */
            n: number;
            /** @description The earlier round. */
            round: components["schemas"]["RoundId"];
            /** @description People by earlier level (row) and later level; null where that is withheld, also where `movement` is shown. */
            transitions: number[][] | null;
            /** @description The word then. */
            verdict: components["schemas"]["Verdict"];
            /** @description Why `movement` is null, in one sentence for every cause. */
            withheld: string | null;
        };
        /** @example 6f2c1f0e-8d3b-4a55-9b39-0c8a2f6f7c11 */
        SpaceId: string;
        /** @description A sphere of influence: a ring around the person, from what they decide themselves to what they can only speak for. */
        Sphere: {
            /** @description Its id: `s1` is the innermost. */
            id: components["schemas"]["SphereId"];
            /** @description Its name. */
            name: string;
        };
        /** @example s1 */
        SphereId: string;
        /** @description A person or body with a say at some steps. */
        Stakeholder: {
            /** @description The stakeholder. */
            id: components["schemas"]["ItemId"];
            /** @description Whether they still have to be brought in. */
            is_to_bring_in: boolean;
            /** @description Who they are. */
            name: string;
            sphere: null | components["schemas"]["SphereId"];
            /** @description The steps at which they have a say, in the order of the list. */
            steps: components["schemas"]["ItemId"][];
        };
        /** @description One step of the run sheet. */
        Step: {
            /** @description What the facilitator does. */
            guidance: string;
            /** @description Its id. */
            id: components["schemas"]["StepId"];
            /** @description What participants are asked to do. */
            instruction: string;
            /**
             * Format: int32
             * @description Planned minutes, where the step is timed.
             */
            minutes: number | null;
            /** @description What may be written meanwhile. */
            permissions: components["schemas"]["Permissions"];
            /** @description Its name on screen. */
            title: string;
        };
        /**
         * @description A step's place in the method, which is also its id.
         * @enum {string}
         */
        StepId: "lobby" | "mark" | "reveal" | "break" | "plenary" | "map" | "plan" | "close";
        /** @description What one seat wrote in a document without a long rest. Others may have written in the same time. */
        Stretch: {
            /**
             * Format: int64
             * @description The entry behind which the document stood before it; null where nothing had been written.
             */
            before_seq: number | null;
            /**
             * Format: int64
             * @description When it began, in milliseconds since 1970.
             */
            began_at_ms: number;
            /**
             * Format: int32
             * @description How many updates it has.
             */
            changes: number;
            /**
             * Format: int64
             * @description When it ended.
             */
            ended_at_ms: number;
            /**
             * Format: int64
             * @description Its first entry in the journal.
             */
            from_seq: number;
            /** @description Its display name. */
            name: string | null;
            /** @description Its organisation. */
            organisation: string | null;
            role: null | components["schemas"]["Role"];
            /** @description The seat. */
            seat: components["schemas"]["SeatId"];
            sector: null | components["schemas"]["SectorId"];
            /**
             * Format: int64
             * @description Its last entry in the journal.
             */
            to_seq: number;
        };
        /** @description A table of a workshop. */
        Table: {
            /** @description Its id. */
            id: components["schemas"]["TableId"];
            /** @description Its name, such as "Table 1". */
            name: string;
        };
        /** @example t1 */
        TableId: string;
        /** @description A table's people. */
        TablePresence: {
            /**
             * Format: int32
             * @description Connected now.
             */
            present: number;
            /**
             * Format: int32
             * @description Seated there.
             */
            seated: number;
            /** @description The table. */
            table: components["schemas"]["TableId"];
        };
        /** @description What an owner accepts of an action: the rest of it may be worked out further without asking again. */
        Terms: {
            develop_by: null | components["schemas"]["Day"];
            implement_by: null | components["schemas"]["Day"];
            /** @description How progress is measured. */
            measure: string;
            /** @description What the measure should become. */
            target: string;
            test_by: null | components["schemas"]["Day"];
            /** @description What is done. */
            what: string;
        };
        /** @description A node of the thread from actions to outcomes. */
        ThreadNode: {
            /** @description The node. */
            id: components["schemas"]["ItemId"];
            /** @description What kind of node. */
            kind: components["schemas"]["NodeKind"];
            /** @description What it says. */
            text: string;
        };
        /** @description One thing serves another that stands nearer to the outcome. */
        ThreadTie: {
            /** @description An action or a node. */
            from: components["schemas"]["ItemId"];
            /** @description How this turns the dial. */
            how: string;
            /** @description The tie. */
            id: components["schemas"]["ItemId"];
            /** @description A node of a kind nearer to the outcome. */
            to: components["schemas"]["ItemId"];
            /** @description Whether it works by itself or by way of something else. */
            way: components["schemas"]["TieWay"];
        };
        /**
         * @description Whether something works by itself.
         * @enum {string}
         */
        TieWay: "direct" | "indirect";
        /**
         * @description The one word for a tally.
         * @enum {string}
         */
        Verdict: "consensus" | "leaning" | "split" | "polarised" | "scattered" | "too_few";
        /** @description A message on `{workshop}/session`. */
        View: (components["schemas"]["SessionView"] & {
            /** @enum {string} */
            type: "session";
        }) | (components["schemas"]["SeatView"] & {
            /** @enum {string} */
            type: "seat";
        }) | (components["schemas"]["ProgressView"] & {
            /** @enum {string} */
            type: "progress";
        }) | (components["schemas"]["ResultsView"] & {
            /** @enum {string} */
            type: "results";
        }) | (components["schemas"]["CommitmentsView"] & {
            /** @enum {string} */
            type: "commitments";
        }) | (components["schemas"]["JoiningView"] & {
            /** @enum {string} */
            type: "joining";
        }) | (components["schemas"]["RefusalView"] & {
            /** @enum {string} */
            type: "refusal";
        }) | (components["schemas"]["SavingView"] & {
            /** @enum {string} */
            type: "saving";
        });
        /** @description Whose disagreement a domain's is, by one grouping. */
        Whose: {
            /** @description The grouping that was looked at. */
            grouping: components["schemas"]["Grouping"];
            /**
             * Format: int32
             * @description People who were compared.
             */
            n: number;
            /** @description What was found. */
            pattern: components["schemas"]["Pattern"];
            /** @description Whether it is said with "perhaps": chance gives as much in more than four workshops of a hundred. */
            tentative: boolean;
        };
        /** @description A new workshop, and the only time its secrets are told. */
        WorkshopCreated: {
            /** @description Where the facilitator works; holds the token in its fragment. */
            facilitate_url: string;
            /** @description The facilitator's bearer token. */
            facilitator_token: string;
            /** @description What people type to join. */
            join_code: components["schemas"]["JoinCode"];
            /** @description Where people join. */
            join_url: string;
            /** @description What the projector shows; holds its token in its fragment. */
            screen_url: string;
            /** @description The facilitator's seat. */
            seat: components["schemas"]["SeatId"];
            /** @description Its id. */
            workshop: components["schemas"]["SpaceId"];
        };
        /**
         * @description A workshop's life.
         * @enum {string}
         */
        WorkshopState: "open" | "closed" | "sealed";
        /**
         * @description What a seat may do with a document that it can open: write, or only read, and why.
         * @enum {string}
         */
        WriteAccess: "write" | "workshop_closed" | "step_closed" | "facilitators_only" | "observer_reads" | "screen_reads";
        /** @description What a seat may do now with each kind of document, by its role; null where it can open none of the kind. */
        Writing: {
            ballot: null | components["schemas"]["WriteAccess"];
            /** @description Every map. */
            map: components["schemas"]["WriteAccess"];
            /** @description The plan. */
            plan: components["schemas"]["WriteAccess"];
            /** @description The plenary document. */
            plenary: components["schemas"]["WriteAccess"];
            table: null | components["schemas"]["WriteAccess"];
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    read: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The workshop */
                workshop: string;
                /** @description The secret of the address, and `.ics` */
                calendar: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/calendar": string;
                };
            };
            /** @description As it was read before */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description There is no such calendar, or no longer */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Framework"][];
                };
            };
        };
    };
    one: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The framework, such as `pit-a` */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Framework"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    join: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A random UUID (version 4), bare or in double quotes, drawn for this request and kept secret. The same request sent
                 *     again with it has no second effect and is answered as it was the first time.
                 * @example 8e03978e-40d5-43e8-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: string | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Join"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Joined"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The workshop is over, or full */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Many people are joining at once (`/problems/lobby`): the same request again after `Retry-After` keeps its turn. Or many wrong codes came from this network. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    invitation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The join code, as it was typed or pasted: with what stood around it, in a link, in a sentence */
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Invitation"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    qr: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The join code */
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/svg+xml": string;
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    recover: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A random UUID (version 4), bare or in double quotes, drawn for this request and kept secret. The same request sent
                 *     again with it has no second effect and is answered as it was the first time.
                 * @example 8e03978e-40d5-43e8-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: string | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Recover"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Joined"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The workshop is sealed */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A random UUID (version 4), bare or in double quotes, drawn for this request and kept secret. The same request sent
                 *     again with it has no second effect and is answered as it was the first time.
                 * @example 8e03978e-40d5-43e8-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: string | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateWorkshop"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkshopCreated"];
                };
            };
            /** @description An organiser key is set, and this is not it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    session: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The workshop */
                workshop: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionView"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This seat reads faster than anybody needs: wait as long as `Retry-After` says */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    open_calendar: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A random UUID (version 4), bare or in double quotes, drawn for this request and kept secret. The same request sent
                 *     again with it has no second effect and is answered as it was the first time.
                 * @example 8e03978e-40d5-43e8-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: string | null;
            };
            path: {
                /** @description The workshop */
                workshop: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OpenCalendar"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CalendarOpened"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    give: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A random UUID (version 4), bare or in double quotes, drawn for this request and kept secret. The same request sent
                 *     again with it has no second effect and is answered as it was the first time.
                 * @example 8e03978e-40d5-43e8-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: string | null;
            };
            path: {
                /** @description The workshop */
                workshop: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Command"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CommandDone"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The workshop has moved on */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Faster than anybody needs */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    file: {
        parameters: {
            query?: {
                /** @description The round of a sheet; the latest where none is given. */
                round?: components["schemas"]["RoundId"];
                /** @description The map of a file of a map; the one before everybody, or the first, where none is given. */
                map?: components["schemas"]["MapId"];
            };
            header?: never;
            path: {
                /** @description The workshop */
                workshop: string;
                /** @description `collation.csv` (one round), `record.json` (everything), `map.bpmn`, `map.svg`, `map.docx`, `map.html` (one map), `plan.ics` or `plan.html` */
                file: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Record"];
                    "text/csv": string;
                    "application/xml": string;
                    "image/svg+xml": string;
                    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": number[];
                    "text/html": string;
                    "text/calendar": string;
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not shown yet, with the reason */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This seat has too much made at once: wait as long as `Retry-After` says */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    framework: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The workshop */
                workshop: string;
                /** @description The framework, such as `pit-a` */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Framework"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This seat reads faster than anybody needs: wait as long as `Retry-After` says */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    joining: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The workshop */
                workshop: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JoiningView"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This seat reads faster than anybody needs: wait as long as `Retry-After` says */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    map: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The workshop */
                workshop: string;
                /** @description The map, such as `m1` */
                map: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MapView"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This seat has too much made at once: wait as long as `Retry-After` says */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    of_map: {
        parameters: {
            query?: {
                /** @description Only what ended before this entry of the journal; the newest where none is given. */
                before?: number;
            };
            header?: never;
            path: {
                /** @description The workshop */
                workshop: string;
                /** @description The map, such as `m1` */
                map: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DocumentHistory"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This seat has too much made at once: wait as long as `Retry-After` says */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    map_at: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The workshop */
                workshop: string;
                /** @description The map, such as `m1` */
                map: string;
                /** @description An entry of the map's history */
                seq: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": number[];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The journal no longer reaches back so far */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This seat has too much made at once: wait as long as `Retry-After` says */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    plan: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The workshop */
                workshop: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlanView"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This seat has too much made at once: wait as long as `Retry-After` says */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    of_plan: {
        parameters: {
            query?: {
                /** @description Only what ended before this entry of the journal; the newest where none is given. */
                before?: number;
            };
            header?: never;
            path: {
                /** @description The workshop */
                workshop: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DocumentHistory"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This seat has too much made at once: wait as long as `Retry-After` says */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    plan_at: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The workshop */
                workshop: string;
                /** @description An entry of the plan's history */
                seq: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": number[];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The journal no longer reaches back so far */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This seat has too much made at once: wait as long as `Retry-After` says */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    progress: {
        parameters: {
            query?: {
                /** @description The round; the latest where none is given. */
                round?: components["schemas"]["RoundId"];
            };
            header?: never;
            path: {
                /** @description The workshop */
                workshop: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProgressView"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This seat reads faster than anybody needs: wait as long as `Retry-After` says */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    results: {
        parameters: {
            query?: {
                /** @description The round; the latest where none is given. */
                round?: components["schemas"]["RoundId"];
                /** @description The grouping that is wanted; refused where the round is not shown by it. */
                by?: components["schemas"]["Grouping"];
            };
            header?: never;
            path: {
                /** @description The workshop */
                workshop: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ResultsView"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not shown yet, with the reason */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This seat reads faster than anybody needs: wait as long as `Retry-After` says */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    seat: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The workshop */
                workshop: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SeatView"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This seat reads faster than anybody needs: wait as long as `Retry-After` says */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    seats: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The workshop */
                workshop: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SeatListed"][];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This seat reads faster than anybody needs: wait as long as `Retry-After` says */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    open_stream: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The stream */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    send: {
        parameters: {
            query: {
                /**
                 * @description Its number: one more than the last that was taken, from the one that `open` names on. One that was taken before
                 *     is answered as it was, and has no second effect.
                 */
                batch: number;
                /** @description The number of the newest `ping` that has been read on the stream. */
                heard?: number;
            };
            header?: never;
            path: {
                /** @description The secret that `open` told */
                channel: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": number[];
            };
        };
        responses: {
            /** @description Taken */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
