import * as $protobuf from "protobufjs/minimal.js";
import Long = require("long");

/** Namespace hostwire. */
export namespace hostwire {

    /** Namespace v1. */
    namespace v1 {

        /**
         * Properties of a Frame.
         * @deprecated Use hostwire.v1.Frame.$Properties instead.
         */
        interface IFrame extends hostwire.v1.Frame.$Properties {
        }

        /** Represents a Frame. */
        class Frame {

            /**
             * Constructs a new Frame.
             * @param [properties] Properties to set
             */
            constructor(properties?: hostwire.v1.Frame.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Frame hello. */
            hello?: (hostwire.v1.Hello.$Properties|null);

            /** Frame welcome. */
            welcome?: (hostwire.v1.Welcome.$Properties|null);

            /** Frame batch. */
            batch?: (hostwire.v1.Batch.$Properties|null);

            /** Frame ack. */
            ack?: (hostwire.v1.Ack.$Properties|null);

            /** Frame nack. */
            nack?: (hostwire.v1.Nack.$Properties|null);

            /** Frame gap. */
            gap?: (hostwire.v1.Gap.$Properties|null);

            /** Frame inventory. */
            inventory?: (hostwire.v1.Inventory.$Properties|null);

            /** Frame settings. */
            settings?: (hostwire.v1.Settings.$Properties|null);

            /** Frame goAway. */
            goAway?: (hostwire.v1.GoAway.$Properties|null);

            /** Frame resume. */
            resume?: (hostwire.v1.Resume.$Properties|null);

            /** Frame upgradeReport. */
            upgradeReport?: (hostwire.v1.UpgradeReport.$Properties|null);

            /** Frame serverKey. */
            serverKey?: (hostwire.v1.ServerKey.$Properties|null);

            /** Frame keyRenewal. */
            keyRenewal?: (hostwire.v1.KeyRenewal.$Properties|null);

            /** Frame issues. */
            issues?: (hostwire.v1.Issues.$Properties|null);

            /** Frame frame. */
            frame?: ("hello"|"welcome"|"batch"|"ack"|"nack"|"gap"|"inventory"|"settings"|"goAway"|"resume"|"upgradeReport"|"serverKey"|"keyRenewal"|"issues");

            /**
             * Encodes the specified Frame message. Does not implicitly {@link hostwire.v1.Frame.verify|verify} messages.
             * @param message Frame message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: hostwire.v1.Frame.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Frame message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {hostwire.v1.Frame & hostwire.v1.Frame.$Shape} Frame
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): hostwire.v1.Frame & hostwire.v1.Frame.$Shape;
        }

        namespace Frame {

            /** Properties of a Frame. */
            interface $Properties {

                /** Frame hello */
                hello?: (hostwire.v1.Hello.$Properties|null);

                /** Frame welcome */
                welcome?: (hostwire.v1.Welcome.$Properties|null);

                /** Frame batch */
                batch?: (hostwire.v1.Batch.$Properties|null);

                /** Frame ack */
                ack?: (hostwire.v1.Ack.$Properties|null);

                /** Frame nack */
                nack?: (hostwire.v1.Nack.$Properties|null);

                /** Frame gap */
                gap?: (hostwire.v1.Gap.$Properties|null);

                /** Frame inventory */
                inventory?: (hostwire.v1.Inventory.$Properties|null);

                /** Frame settings */
                settings?: (hostwire.v1.Settings.$Properties|null);

                /** Frame goAway */
                goAway?: (hostwire.v1.GoAway.$Properties|null);

                /** Frame resume */
                resume?: (hostwire.v1.Resume.$Properties|null);

                /** Frame upgradeReport */
                upgradeReport?: (hostwire.v1.UpgradeReport.$Properties|null);

                /** Frame serverKey */
                serverKey?: (hostwire.v1.ServerKey.$Properties|null);

                /** Frame keyRenewal */
                keyRenewal?: (hostwire.v1.KeyRenewal.$Properties|null);

                /** Frame issues */
                issues?: (hostwire.v1.Issues.$Properties|null);

                /** Frame frame */
                frame?: ("hello"|"welcome"|"batch"|"ack"|"nack"|"gap"|"inventory"|"settings"|"goAway"|"resume"|"upgradeReport"|"serverKey"|"keyRenewal"|"issues");

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Narrowed shape of a Frame. */
            type $Shape = {
              hello?: hostwire.v1.Hello.$Shape|null;
              welcome?: hostwire.v1.Welcome.$Shape|null;
              batch?: hostwire.v1.Batch.$Shape|null;
              ack?: hostwire.v1.Ack.$Shape|null;
              nack?: hostwire.v1.Nack.$Shape|null;
              gap?: hostwire.v1.Gap.$Shape|null;
              inventory?: hostwire.v1.Inventory.$Shape|null;
              settings?: hostwire.v1.Settings.$Shape|null;
              goAway?: hostwire.v1.GoAway.$Shape|null;
              resume?: hostwire.v1.Resume.$Shape|null;
              upgradeReport?: hostwire.v1.UpgradeReport.$Shape|null;
              serverKey?: hostwire.v1.ServerKey.$Shape|null;
              keyRenewal?: hostwire.v1.KeyRenewal.$Shape|null;
              issues?: hostwire.v1.Issues.$Shape|null;
              $unknowns?: Uint8Array[];
            } & (
              ({ frame?: undefined; hello?: null; welcome?: null; batch?: null; ack?: null; nack?: null; gap?: null; inventory?: null; settings?: null; goAway?: null; resume?: null; upgradeReport?: null; serverKey?: null; keyRenewal?: null; issues?: null }|{ frame?: "hello"; hello: hostwire.v1.Hello.$Shape; welcome?: null; batch?: null; ack?: null; nack?: null; gap?: null; inventory?: null; settings?: null; goAway?: null; resume?: null; upgradeReport?: null; serverKey?: null; keyRenewal?: null; issues?: null }|{ frame?: "welcome"; hello?: null; welcome: hostwire.v1.Welcome.$Shape; batch?: null; ack?: null; nack?: null; gap?: null; inventory?: null; settings?: null; goAway?: null; resume?: null; upgradeReport?: null; serverKey?: null; keyRenewal?: null; issues?: null }|{ frame?: "batch"; hello?: null; welcome?: null; batch: hostwire.v1.Batch.$Shape; ack?: null; nack?: null; gap?: null; inventory?: null; settings?: null; goAway?: null; resume?: null; upgradeReport?: null; serverKey?: null; keyRenewal?: null; issues?: null }|{ frame?: "ack"; hello?: null; welcome?: null; batch?: null; ack: hostwire.v1.Ack.$Shape; nack?: null; gap?: null; inventory?: null; settings?: null; goAway?: null; resume?: null; upgradeReport?: null; serverKey?: null; keyRenewal?: null; issues?: null }|{ frame?: "nack"; hello?: null; welcome?: null; batch?: null; ack?: null; nack: hostwire.v1.Nack.$Shape; gap?: null; inventory?: null; settings?: null; goAway?: null; resume?: null; upgradeReport?: null; serverKey?: null; keyRenewal?: null; issues?: null }|{ frame?: "gap"; hello?: null; welcome?: null; batch?: null; ack?: null; nack?: null; gap: hostwire.v1.Gap.$Shape; inventory?: null; settings?: null; goAway?: null; resume?: null; upgradeReport?: null; serverKey?: null; keyRenewal?: null; issues?: null }|{ frame?: "inventory"; hello?: null; welcome?: null; batch?: null; ack?: null; nack?: null; gap?: null; inventory: hostwire.v1.Inventory.$Shape; settings?: null; goAway?: null; resume?: null; upgradeReport?: null; serverKey?: null; keyRenewal?: null; issues?: null }|{ frame?: "settings"; hello?: null; welcome?: null; batch?: null; ack?: null; nack?: null; gap?: null; inventory?: null; settings: hostwire.v1.Settings.$Shape; goAway?: null; resume?: null; upgradeReport?: null; serverKey?: null; keyRenewal?: null; issues?: null }|{ frame?: "goAway"; hello?: null; welcome?: null; batch?: null; ack?: null; nack?: null; gap?: null; inventory?: null; settings?: null; goAway: hostwire.v1.GoAway.$Shape; resume?: null; upgradeReport?: null; serverKey?: null; keyRenewal?: null; issues?: null }|{ frame?: "resume"; hello?: null; welcome?: null; batch?: null; ack?: null; nack?: null; gap?: null; inventory?: null; settings?: null; goAway?: null; resume: hostwire.v1.Resume.$Shape; upgradeReport?: null; serverKey?: null; keyRenewal?: null; issues?: null }|{ frame?: "upgradeReport"; hello?: null; welcome?: null; batch?: null; ack?: null; nack?: null; gap?: null; inventory?: null; settings?: null; goAway?: null; resume?: null; upgradeReport: hostwire.v1.UpgradeReport.$Shape; serverKey?: null; keyRenewal?: null; issues?: null }|{ frame?: "serverKey"; hello?: null; welcome?: null; batch?: null; ack?: null; nack?: null; gap?: null; inventory?: null; settings?: null; goAway?: null; resume?: null; upgradeReport?: null; serverKey: hostwire.v1.ServerKey.$Shape; keyRenewal?: null; issues?: null }|{ frame?: "keyRenewal"; hello?: null; welcome?: null; batch?: null; ack?: null; nack?: null; gap?: null; inventory?: null; settings?: null; goAway?: null; resume?: null; upgradeReport?: null; serverKey?: null; keyRenewal: hostwire.v1.KeyRenewal.$Shape; issues?: null }|{ frame?: "issues"; hello?: null; welcome?: null; batch?: null; ack?: null; nack?: null; gap?: null; inventory?: null; settings?: null; goAway?: null; resume?: null; upgradeReport?: null; serverKey?: null; keyRenewal?: null; issues: hostwire.v1.Issues.$Shape })
            );
        }

        /**
         * Properties of a Hello.
         * @deprecated Use hostwire.v1.Hello.$Properties instead.
         */
        interface IHello extends hostwire.v1.Hello.$Properties {
        }

        /** Represents a Hello. */
        class Hello {

            /**
             * Constructs a new Hello.
             * @param [properties] Properties to set
             */
            constructor(properties?: hostwire.v1.Hello.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Hello protocol. */
            protocol: number;

            /** Hello agentVersion. */
            agentVersion: string;

            /** Hello epoch. */
            epoch: Uint8Array;

            /** Hello firstRetained. */
            firstRetained: number;

            /** Hello firstUnacked. */
            firstUnacked: number;

            /** Hello lastSeq. */
            lastSeq: number;

            /** Hello prevHash. */
            prevHash: Uint8Array;

            /** Hello generation. */
            generation: number;

            /** Hello bootId. */
            bootId: string;

            /** Hello machineHash. */
            machineHash: Uint8Array;

            /** Hello wallMs. */
            wallMs: number;

            /** Hello monoMs. */
            monoMs: number;

            /** Hello history. */
            history: boolean;

            /** Hello marks. */
            marks?: (hostwire.v1.HostMarks.$Properties|null);

            /**
             * Encodes the specified Hello message. Does not implicitly {@link hostwire.v1.Hello.verify|verify} messages.
             * @param message Hello message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: hostwire.v1.Hello.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Hello message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {hostwire.v1.Hello & hostwire.v1.Hello.$Shape} Hello
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): hostwire.v1.Hello & hostwire.v1.Hello.$Shape;
        }

        namespace Hello {

            /** Properties of a Hello. */
            interface $Properties {

                /** Hello protocol */
                protocol?: (number|null);

                /** Hello agentVersion */
                agentVersion?: (string|null);

                /** Hello epoch */
                epoch?: (Uint8Array|null);

                /** Hello firstRetained */
                firstRetained?: (number|null);

                /** Hello firstUnacked */
                firstUnacked?: (number|null);

                /** Hello lastSeq */
                lastSeq?: (number|null);

                /** Hello prevHash */
                prevHash?: (Uint8Array|null);

                /** Hello generation */
                generation?: (number|null);

                /** Hello bootId */
                bootId?: (string|null);

                /** Hello machineHash */
                machineHash?: (Uint8Array|null);

                /** Hello wallMs */
                wallMs?: (number|null);

                /** Hello monoMs */
                monoMs?: (number|null);

                /** Hello history */
                history?: (boolean|null);

                /** Hello marks */
                marks?: (hostwire.v1.HostMarks.$Properties|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Hello. */
            type $Shape = hostwire.v1.Hello.$Properties;
        }

        /**
         * Properties of a HostMarks.
         * @deprecated Use hostwire.v1.HostMarks.$Properties instead.
         */
        interface IHostMarks extends hostwire.v1.HostMarks.$Properties {
        }

        /** Represents a HostMarks. */
        class HostMarks {

            /**
             * Constructs a new HostMarks.
             * @param [properties] Properties to set
             */
            constructor(properties?: hostwire.v1.HostMarks.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** HostMarks interfaceHash. */
            interfaceHash: Uint8Array;

            /** HostMarks rootFsHash. */
            rootFsHash: Uint8Array;

            /** HostMarks productHash. */
            productHash: Uint8Array;

            /**
             * Encodes the specified HostMarks message. Does not implicitly {@link hostwire.v1.HostMarks.verify|verify} messages.
             * @param message HostMarks message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: hostwire.v1.HostMarks.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a HostMarks message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {hostwire.v1.HostMarks & hostwire.v1.HostMarks.$Shape} HostMarks
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): hostwire.v1.HostMarks & hostwire.v1.HostMarks.$Shape;
        }

        namespace HostMarks {

            /** Properties of a HostMarks. */
            interface $Properties {

                /** HostMarks interfaceHash */
                interfaceHash?: (Uint8Array|null);

                /** HostMarks rootFsHash */
                rootFsHash?: (Uint8Array|null);

                /** HostMarks productHash */
                productHash?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a HostMarks. */
            type $Shape = hostwire.v1.HostMarks.$Properties;
        }

        /**
         * Properties of a Welcome.
         * @deprecated Use hostwire.v1.Welcome.$Properties instead.
         */
        interface IWelcome extends hostwire.v1.Welcome.$Properties {
        }

        /** Represents a Welcome. */
        class Welcome {

            /**
             * Constructs a new Welcome.
             * @param [properties] Properties to set
             */
            constructor(properties?: hostwire.v1.Welcome.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Welcome nextSeq. */
            nextSeq: number;

            /** Welcome creditBatches. */
            creditBatches: number;

            /** Welcome creditBytes. */
            creditBytes: number;

            /** Welcome maxBatchBytes. */
            maxBatchBytes: number;

            /** Welcome maxBatchSamples. */
            maxBatchSamples: number;

            /** Welcome serverMs. */
            serverMs: number;

            /** Welcome generation. */
            generation: number;

            /** Welcome settings. */
            settings?: (hostwire.v1.Settings.$Properties|null);

            /** Welcome nextPin. */
            nextPin: Uint8Array;

            /**
             * Encodes the specified Welcome message. Does not implicitly {@link hostwire.v1.Welcome.verify|verify} messages.
             * @param message Welcome message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: hostwire.v1.Welcome.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Welcome message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {hostwire.v1.Welcome & hostwire.v1.Welcome.$Shape} Welcome
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): hostwire.v1.Welcome & hostwire.v1.Welcome.$Shape;
        }

        namespace Welcome {

            /** Properties of a Welcome. */
            interface $Properties {

                /** Welcome nextSeq */
                nextSeq?: (number|null);

                /** Welcome creditBatches */
                creditBatches?: (number|null);

                /** Welcome creditBytes */
                creditBytes?: (number|null);

                /** Welcome maxBatchBytes */
                maxBatchBytes?: (number|null);

                /** Welcome maxBatchSamples */
                maxBatchSamples?: (number|null);

                /** Welcome serverMs */
                serverMs?: (number|null);

                /** Welcome generation */
                generation?: (number|null);

                /** Welcome settings */
                settings?: (hostwire.v1.Settings.$Properties|null);

                /** Welcome nextPin */
                nextPin?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Welcome. */
            type $Shape = hostwire.v1.Welcome.$Properties;
        }

        /** Codec enum. */
        enum Codec {

            /** CODEC_TABLE value */
            CODEC_TABLE = 0
        }

        /**
         * Properties of a Batch.
         * @deprecated Use hostwire.v1.Batch.$Properties instead.
         */
        interface IBatch extends hostwire.v1.Batch.$Properties {
        }

        /** Represents a Batch. */
        class Batch {

            /**
             * Constructs a new Batch.
             * @param [properties] Properties to set
             */
            constructor(properties?: hostwire.v1.Batch.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Batch seq. */
            seq: number;

            /** Batch day. */
            day: number;

            /** Batch createdMs. */
            createdMs: number;

            /** Batch samples. */
            samples: number;

            /** Batch prevHash. */
            prevHash: Uint8Array;

            /** Batch codec. */
            codec: hostwire.v1.Codec;

            /** Batch rawLength. */
            rawLength: number;

            /** Batch payload. */
            payload: Uint8Array;

            /**
             * Encodes the specified Batch message. Does not implicitly {@link hostwire.v1.Batch.verify|verify} messages.
             * @param message Batch message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: hostwire.v1.Batch.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Batch message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {hostwire.v1.Batch & hostwire.v1.Batch.$Shape} Batch
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): hostwire.v1.Batch & hostwire.v1.Batch.$Shape;
        }

        namespace Batch {

            /** Properties of a Batch. */
            interface $Properties {

                /** Batch seq */
                seq?: (number|null);

                /** Batch day */
                day?: (number|null);

                /** Batch createdMs */
                createdMs?: (number|null);

                /** Batch samples */
                samples?: (number|null);

                /** Batch prevHash */
                prevHash?: (Uint8Array|null);

                /** Batch codec */
                codec?: (hostwire.v1.Codec|null);

                /** Batch rawLength */
                rawLength?: (number|null);

                /** Batch payload */
                payload?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Batch. */
            type $Shape = hostwire.v1.Batch.$Properties;
        }

        /**
         * Properties of an Ack.
         * @deprecated Use hostwire.v1.Ack.$Properties instead.
         */
        interface IAck extends hostwire.v1.Ack.$Properties {
        }

        /** Represents an Ack. */
        class Ack {

            /**
             * Constructs a new Ack.
             * @param [properties] Properties to set
             */
            constructor(properties?: hostwire.v1.Ack.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Ack committedSeq. */
            committedSeq: number;

            /** Ack creditBatches. */
            creditBatches: number;

            /** Ack creditBytes. */
            creditBytes: number;

            /**
             * Encodes the specified Ack message. Does not implicitly {@link hostwire.v1.Ack.verify|verify} messages.
             * @param message Ack message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: hostwire.v1.Ack.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an Ack message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {hostwire.v1.Ack & hostwire.v1.Ack.$Shape} Ack
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): hostwire.v1.Ack & hostwire.v1.Ack.$Shape;
        }

        namespace Ack {

            /** Properties of an Ack. */
            interface $Properties {

                /** Ack committedSeq */
                committedSeq?: (number|null);

                /** Ack creditBatches */
                creditBatches?: (number|null);

                /** Ack creditBytes */
                creditBytes?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an Ack. */
            type $Shape = hostwire.v1.Ack.$Properties;
        }

        /** NackCode enum. */
        enum NackCode {

            /** NACK_UNSPECIFIED value */
            NACK_UNSPECIFIED = 0,

            /** NACK_MALFORMED value */
            NACK_MALFORMED = 1,

            /** NACK_TOO_LARGE value */
            NACK_TOO_LARGE = 2,

            /** NACK_POISON value */
            NACK_POISON = 3,

            /** NACK_CHAIN value */
            NACK_CHAIN = 4
        }

        /**
         * Properties of a Nack.
         * @deprecated Use hostwire.v1.Nack.$Properties instead.
         */
        interface INack extends hostwire.v1.Nack.$Properties {
        }

        /** Represents a Nack. */
        class Nack {

            /**
             * Constructs a new Nack.
             * @param [properties] Properties to set
             */
            constructor(properties?: hostwire.v1.Nack.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Nack seq. */
            seq: number;

            /** Nack code. */
            code: hostwire.v1.NackCode;

            /** Nack detail. */
            detail: string;

            /**
             * Encodes the specified Nack message. Does not implicitly {@link hostwire.v1.Nack.verify|verify} messages.
             * @param message Nack message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: hostwire.v1.Nack.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Nack message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {hostwire.v1.Nack & hostwire.v1.Nack.$Shape} Nack
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): hostwire.v1.Nack & hostwire.v1.Nack.$Shape;
        }

        namespace Nack {

            /** Properties of a Nack. */
            interface $Properties {

                /** Nack seq */
                seq?: (number|null);

                /** Nack code */
                code?: (hostwire.v1.NackCode|null);

                /** Nack detail */
                detail?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Nack. */
            type $Shape = hostwire.v1.Nack.$Properties;
        }

        /** GapReason enum. */
        enum GapReason {

            /** GAP_UNSPECIFIED value */
            GAP_UNSPECIFIED = 0,

            /** GAP_AGENT_STOPPED value */
            GAP_AGENT_STOPPED = 1,

            /** GAP_AGENT_KILLED value */
            GAP_AGENT_KILLED = 2,

            /** GAP_HOST_OFF value */
            GAP_HOST_OFF = 3,

            /** GAP_SUSPENDED value */
            GAP_SUSPENDED = 4,

            /** GAP_CLOCK_JUMP value */
            GAP_CLOCK_JUMP = 5,

            /** GAP_SPOOL_FULL value */
            GAP_SPOOL_FULL = 6,

            /** GAP_SPOOL_DAMAGED value */
            GAP_SPOOL_DAMAGED = 7,

            /** GAP_DATABASE_LOST value */
            GAP_DATABASE_LOST = 8,

            /** GAP_REFUSED value */
            GAP_REFUSED = 9,

            /** GAP_BACKLOG value */
            GAP_BACKLOG = 10,

            /** GAP_SAMPLE_LOST value */
            GAP_SAMPLE_LOST = 11
        }

        /**
         * Properties of a Gap.
         * @deprecated Use hostwire.v1.Gap.$Properties instead.
         */
        interface IGap extends hostwire.v1.Gap.$Properties {
        }

        /** Represents a Gap. */
        class Gap {

            /**
             * Constructs a new Gap.
             * @param [properties] Properties to set
             */
            constructor(properties?: hostwire.v1.Gap.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Gap firstSeq. */
            firstSeq: number;

            /** Gap lastSeq. */
            lastSeq: number;

            /** Gap day. */
            day: number;

            /** Gap fromMs. */
            fromMs: number;

            /** Gap toMs. */
            toMs: number;

            /** Gap reason. */
            reason: hostwire.v1.GapReason;

            /** Gap prevHash. */
            prevHash: Uint8Array;

            /** Gap createdMs. */
            createdMs: number;

            /**
             * Encodes the specified Gap message. Does not implicitly {@link hostwire.v1.Gap.verify|verify} messages.
             * @param message Gap message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: hostwire.v1.Gap.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Gap message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {hostwire.v1.Gap & hostwire.v1.Gap.$Shape} Gap
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): hostwire.v1.Gap & hostwire.v1.Gap.$Shape;
        }

        namespace Gap {

            /** Properties of a Gap. */
            interface $Properties {

                /** Gap firstSeq */
                firstSeq?: (number|null);

                /** Gap lastSeq */
                lastSeq?: (number|null);

                /** Gap day */
                day?: (number|null);

                /** Gap fromMs */
                fromMs?: (number|null);

                /** Gap toMs */
                toMs?: (number|null);

                /** Gap reason */
                reason?: (hostwire.v1.GapReason|null);

                /** Gap prevHash */
                prevHash?: (Uint8Array|null);

                /** Gap createdMs */
                createdMs?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Gap. */
            type $Shape = hostwire.v1.Gap.$Properties;
        }

        /**
         * Properties of a Settings.
         * @deprecated Use hostwire.v1.Settings.$Properties instead.
         */
        interface ISettings extends hostwire.v1.Settings.$Properties {
        }

        /** Represents a Settings. */
        class Settings {

            /**
             * Constructs a new Settings.
             * @param [properties] Properties to set
             */
            constructor(properties?: hostwire.v1.Settings.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Settings version. */
            version: number;

            /** Settings intervalMs. */
            intervalMs: number;

            /** Settings flushMs. */
            flushMs: number;

            /** Settings groups. */
            groups: hostwire.v1.GroupSettings.$Properties[];

            /** Settings filters. */
            filters: hostwire.v1.NameFilter.$Properties[];

            /** Settings budgetCpuCenti. */
            budgetCpuCenti: number;

            /** Settings budgetRssMb. */
            budgetRssMb: number;

            /** Settings processTop. */
            processTop: number;

            /** Settings upgradeVersion. */
            upgradeVersion: string;

            /** Settings numbers. */
            numbers: hostwire.v1.NumberSetting.$Properties[];

            /**
             * Encodes the specified Settings message. Does not implicitly {@link hostwire.v1.Settings.verify|verify} messages.
             * @param message Settings message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: hostwire.v1.Settings.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Settings message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {hostwire.v1.Settings & hostwire.v1.Settings.$Shape} Settings
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): hostwire.v1.Settings & hostwire.v1.Settings.$Shape;
        }

        namespace Settings {

            /** Properties of a Settings. */
            interface $Properties {

                /** Settings version */
                version?: (number|null);

                /** Settings intervalMs */
                intervalMs?: (number|null);

                /** Settings flushMs */
                flushMs?: (number|null);

                /** Settings groups */
                groups?: (hostwire.v1.GroupSettings.$Properties[]|null);

                /** Settings filters */
                filters?: (hostwire.v1.NameFilter.$Properties[]|null);

                /** Settings budgetCpuCenti */
                budgetCpuCenti?: (number|null);

                /** Settings budgetRssMb */
                budgetRssMb?: (number|null);

                /** Settings processTop */
                processTop?: (number|null);

                /** Settings upgradeVersion */
                upgradeVersion?: (string|null);

                /** Settings numbers */
                numbers?: (hostwire.v1.NumberSetting.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Settings. */
            type $Shape = hostwire.v1.Settings.$Properties;
        }

        /**
         * Properties of a NumberSetting.
         * @deprecated Use hostwire.v1.NumberSetting.$Properties instead.
         */
        interface INumberSetting extends hostwire.v1.NumberSetting.$Properties {
        }

        /** Represents a NumberSetting. */
        class NumberSetting {

            /**
             * Constructs a new NumberSetting.
             * @param [properties] Properties to set
             */
            constructor(properties?: hostwire.v1.NumberSetting.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** NumberSetting key. */
            key: string;

            /** NumberSetting value. */
            value: number;

            /**
             * Encodes the specified NumberSetting message. Does not implicitly {@link hostwire.v1.NumberSetting.verify|verify} messages.
             * @param message NumberSetting message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: hostwire.v1.NumberSetting.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a NumberSetting message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {hostwire.v1.NumberSetting & hostwire.v1.NumberSetting.$Shape} NumberSetting
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): hostwire.v1.NumberSetting & hostwire.v1.NumberSetting.$Shape;
        }

        namespace NumberSetting {

            /** Properties of a NumberSetting. */
            interface $Properties {

                /** NumberSetting key */
                key?: (string|null);

                /** NumberSetting value */
                value?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a NumberSetting. */
            type $Shape = hostwire.v1.NumberSetting.$Properties;
        }

        /**
         * Properties of a GroupSettings.
         * @deprecated Use hostwire.v1.GroupSettings.$Properties instead.
         */
        interface IGroupSettings extends hostwire.v1.GroupSettings.$Properties {
        }

        /** Represents a GroupSettings. */
        class GroupSettings {

            /**
             * Constructs a new GroupSettings.
             * @param [properties] Properties to set
             */
            constructor(properties?: hostwire.v1.GroupSettings.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** GroupSettings group. */
            group: string;

            /** GroupSettings off. */
            off: boolean;

            /** GroupSettings intervalMs. */
            intervalMs: number;

            /**
             * Encodes the specified GroupSettings message. Does not implicitly {@link hostwire.v1.GroupSettings.verify|verify} messages.
             * @param message GroupSettings message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: hostwire.v1.GroupSettings.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a GroupSettings message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {hostwire.v1.GroupSettings & hostwire.v1.GroupSettings.$Shape} GroupSettings
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): hostwire.v1.GroupSettings & hostwire.v1.GroupSettings.$Shape;
        }

        namespace GroupSettings {

            /** Properties of a GroupSettings. */
            interface $Properties {

                /** GroupSettings group */
                group?: (string|null);

                /** GroupSettings off */
                off?: (boolean|null);

                /** GroupSettings intervalMs */
                intervalMs?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a GroupSettings. */
            type $Shape = hostwire.v1.GroupSettings.$Properties;
        }

        /**
         * Properties of a NameFilter.
         * @deprecated Use hostwire.v1.NameFilter.$Properties instead.
         */
        interface INameFilter extends hostwire.v1.NameFilter.$Properties {
        }

        /** Represents a NameFilter. */
        class NameFilter {

            /**
             * Constructs a new NameFilter.
             * @param [properties] Properties to set
             */
            constructor(properties?: hostwire.v1.NameFilter.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** NameFilter subject. */
            subject: string;

            /** NameFilter include. */
            include: string[];

            /** NameFilter exclude. */
            exclude: string[];

            /**
             * Encodes the specified NameFilter message. Does not implicitly {@link hostwire.v1.NameFilter.verify|verify} messages.
             * @param message NameFilter message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: hostwire.v1.NameFilter.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a NameFilter message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {hostwire.v1.NameFilter & hostwire.v1.NameFilter.$Shape} NameFilter
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): hostwire.v1.NameFilter & hostwire.v1.NameFilter.$Shape;
        }

        namespace NameFilter {

            /** Properties of a NameFilter. */
            interface $Properties {

                /** NameFilter subject */
                subject?: (string|null);

                /** NameFilter include */
                include?: (string[]|null);

                /** NameFilter exclude */
                exclude?: (string[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a NameFilter. */
            type $Shape = hostwire.v1.NameFilter.$Properties;
        }

        /** GoAwayReason enum. */
        enum GoAwayReason {

            /** GO_AWAY_UNSPECIFIED value */
            GO_AWAY_UNSPECIFIED = 0,

            /** GO_AWAY_RESTART value */
            GO_AWAY_RESTART = 1,

            /** GO_AWAY_REVOKED value */
            GO_AWAY_REVOKED = 2,

            /** GO_AWAY_TAKEN_OVER value */
            GO_AWAY_TAKEN_OVER = 3,

            /** GO_AWAY_PROTOCOL value */
            GO_AWAY_PROTOCOL = 4,

            /** GO_AWAY_OVERLOAD value */
            GO_AWAY_OVERLOAD = 5,

            /** GO_AWAY_CLONE value */
            GO_AWAY_CLONE = 6
        }

        /**
         * Properties of a GoAway.
         * @deprecated Use hostwire.v1.GoAway.$Properties instead.
         */
        interface IGoAway extends hostwire.v1.GoAway.$Properties {
        }

        /** Represents a GoAway. */
        class GoAway {

            /**
             * Constructs a new GoAway.
             * @param [properties] Properties to set
             */
            constructor(properties?: hostwire.v1.GoAway.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** GoAway reason. */
            reason: hostwire.v1.GoAwayReason;

            /** GoAway retryMinMs. */
            retryMinMs: number;

            /** GoAway retryMaxMs. */
            retryMaxMs: number;

            /** GoAway detail. */
            detail: string;

            /**
             * Encodes the specified GoAway message. Does not implicitly {@link hostwire.v1.GoAway.verify|verify} messages.
             * @param message GoAway message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: hostwire.v1.GoAway.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a GoAway message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {hostwire.v1.GoAway & hostwire.v1.GoAway.$Shape} GoAway
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): hostwire.v1.GoAway & hostwire.v1.GoAway.$Shape;
        }

        namespace GoAway {

            /** Properties of a GoAway. */
            interface $Properties {

                /** GoAway reason */
                reason?: (hostwire.v1.GoAwayReason|null);

                /** GoAway retryMinMs */
                retryMinMs?: (number|null);

                /** GoAway retryMaxMs */
                retryMaxMs?: (number|null);

                /** GoAway detail */
                detail?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a GoAway. */
            type $Shape = hostwire.v1.GoAway.$Properties;
        }

        /**
         * Properties of an Issues.
         * @deprecated Use hostwire.v1.Issues.$Properties instead.
         */
        interface IIssues extends hostwire.v1.Issues.$Properties {
        }

        /** Represents an Issues. */
        class Issues {

            /**
             * Constructs a new Issues.
             * @param [properties] Properties to set
             */
            constructor(properties?: hostwire.v1.Issues.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Issues issues. */
            issues: hostwire.v1.Issue.$Properties[];

            /**
             * Encodes the specified Issues message. Does not implicitly {@link hostwire.v1.Issues.verify|verify} messages.
             * @param message Issues message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: hostwire.v1.Issues.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an Issues message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {hostwire.v1.Issues & hostwire.v1.Issues.$Shape} Issues
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): hostwire.v1.Issues & hostwire.v1.Issues.$Shape;
        }

        namespace Issues {

            /** Properties of an Issues. */
            interface $Properties {

                /** Issues issues */
                issues?: (hostwire.v1.Issue.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an Issues. */
            type $Shape = hostwire.v1.Issues.$Properties;
        }

        /**
         * Properties of an Issue.
         * @deprecated Use hostwire.v1.Issue.$Properties instead.
         */
        interface IIssue extends hostwire.v1.Issue.$Properties {
        }

        /** Represents an Issue. */
        class Issue {

            /**
             * Constructs a new Issue.
             * @param [properties] Properties to set
             */
            constructor(properties?: hostwire.v1.Issue.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Issue group. */
            group: string;

            /** Issue device. */
            device: string;

            /** Issue column. */
            column: string;

            /** Issue code. */
            code: string;

            /** Issue message. */
            message: string;

            /**
             * Encodes the specified Issue message. Does not implicitly {@link hostwire.v1.Issue.verify|verify} messages.
             * @param message Issue message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: hostwire.v1.Issue.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an Issue message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {hostwire.v1.Issue & hostwire.v1.Issue.$Shape} Issue
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): hostwire.v1.Issue & hostwire.v1.Issue.$Shape;
        }

        namespace Issue {

            /** Properties of an Issue. */
            interface $Properties {

                /** Issue group */
                group?: (string|null);

                /** Issue device */
                device?: (string|null);

                /** Issue column */
                column?: (string|null);

                /** Issue code */
                code?: (string|null);

                /** Issue message */
                message?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an Issue. */
            type $Shape = hostwire.v1.Issue.$Properties;
        }

        /**
         * Properties of an Inventory.
         * @deprecated Use hostwire.v1.Inventory.$Properties instead.
         */
        interface IInventory extends hostwire.v1.Inventory.$Properties {
        }

        /** Represents an Inventory. */
        class Inventory {

            /**
             * Constructs a new Inventory.
             * @param [properties] Properties to set
             */
            constructor(properties?: hostwire.v1.Inventory.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Inventory hostname. */
            hostname: string;

            /** Inventory os. */
            os: string;

            /** Inventory kernel. */
            kernel: string;

            /** Inventory arch. */
            arch: string;

            /** Inventory bootId. */
            bootId: string;

            /** Inventory bootedMs. */
            bootedMs: number;

            /** Inventory cpuModel. */
            cpuModel: string;

            /** Inventory cpuCores. */
            cpuCores: number;

            /** Inventory cpuPhysicalCores. */
            cpuPhysicalCores: number;

            /** Inventory cpuSockets. */
            cpuSockets: number;

            /** Inventory memoryBytes. */
            memoryBytes: number;

            /** Inventory virtualisation. */
            virtualisation: string;

            /** Inventory manufacturer. */
            manufacturer: string;

            /** Inventory model. */
            model: string;

            /** Inventory disks. */
            disks: hostwire.v1.InventoryDisk.$Properties[];

            /** Inventory interfaces. */
            interfaces: hostwire.v1.InventoryInterface.$Properties[];

            /** Inventory gpus. */
            gpus: string[];

            /** Inventory agentVersion. */
            agentVersion: string;

            /** Inventory nodeVersion. */
            nodeVersion: string;

            /** Inventory cloud. */
            cloud: string;

            /** Inventory container. */
            container: string;

            /**
             * Encodes the specified Inventory message. Does not implicitly {@link hostwire.v1.Inventory.verify|verify} messages.
             * @param message Inventory message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: hostwire.v1.Inventory.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an Inventory message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {hostwire.v1.Inventory & hostwire.v1.Inventory.$Shape} Inventory
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): hostwire.v1.Inventory & hostwire.v1.Inventory.$Shape;
        }

        namespace Inventory {

            /** Properties of an Inventory. */
            interface $Properties {

                /** Inventory hostname */
                hostname?: (string|null);

                /** Inventory os */
                os?: (string|null);

                /** Inventory kernel */
                kernel?: (string|null);

                /** Inventory arch */
                arch?: (string|null);

                /** Inventory bootId */
                bootId?: (string|null);

                /** Inventory bootedMs */
                bootedMs?: (number|null);

                /** Inventory cpuModel */
                cpuModel?: (string|null);

                /** Inventory cpuCores */
                cpuCores?: (number|null);

                /** Inventory cpuPhysicalCores */
                cpuPhysicalCores?: (number|null);

                /** Inventory cpuSockets */
                cpuSockets?: (number|null);

                /** Inventory memoryBytes */
                memoryBytes?: (number|null);

                /** Inventory virtualisation */
                virtualisation?: (string|null);

                /** Inventory manufacturer */
                manufacturer?: (string|null);

                /** Inventory model */
                model?: (string|null);

                /** Inventory disks */
                disks?: (hostwire.v1.InventoryDisk.$Properties[]|null);

                /** Inventory interfaces */
                interfaces?: (hostwire.v1.InventoryInterface.$Properties[]|null);

                /** Inventory gpus */
                gpus?: (string[]|null);

                /** Inventory agentVersion */
                agentVersion?: (string|null);

                /** Inventory nodeVersion */
                nodeVersion?: (string|null);

                /** Inventory cloud */
                cloud?: (string|null);

                /** Inventory container */
                container?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an Inventory. */
            type $Shape = hostwire.v1.Inventory.$Properties;
        }

        /**
         * Properties of an InventoryDisk.
         * @deprecated Use hostwire.v1.InventoryDisk.$Properties instead.
         */
        interface IInventoryDisk extends hostwire.v1.InventoryDisk.$Properties {
        }

        /** Represents an InventoryDisk. */
        class InventoryDisk {

            /**
             * Constructs a new InventoryDisk.
             * @param [properties] Properties to set
             */
            constructor(properties?: hostwire.v1.InventoryDisk.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** InventoryDisk name. */
            name: string;

            /** InventoryDisk model. */
            model: string;

            /** InventoryDisk sizeBytes. */
            sizeBytes: number;

            /** InventoryDisk type. */
            type: string;

            /**
             * Encodes the specified InventoryDisk message. Does not implicitly {@link hostwire.v1.InventoryDisk.verify|verify} messages.
             * @param message InventoryDisk message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: hostwire.v1.InventoryDisk.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an InventoryDisk message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {hostwire.v1.InventoryDisk & hostwire.v1.InventoryDisk.$Shape} InventoryDisk
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): hostwire.v1.InventoryDisk & hostwire.v1.InventoryDisk.$Shape;
        }

        namespace InventoryDisk {

            /** Properties of an InventoryDisk. */
            interface $Properties {

                /** InventoryDisk name */
                name?: (string|null);

                /** InventoryDisk model */
                model?: (string|null);

                /** InventoryDisk sizeBytes */
                sizeBytes?: (number|null);

                /** InventoryDisk type */
                type?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an InventoryDisk. */
            type $Shape = hostwire.v1.InventoryDisk.$Properties;
        }

        /**
         * Properties of an InventoryInterface.
         * @deprecated Use hostwire.v1.InventoryInterface.$Properties instead.
         */
        interface IInventoryInterface extends hostwire.v1.InventoryInterface.$Properties {
        }

        /** Represents an InventoryInterface. */
        class InventoryInterface {

            /**
             * Constructs a new InventoryInterface.
             * @param [properties] Properties to set
             */
            constructor(properties?: hostwire.v1.InventoryInterface.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** InventoryInterface name. */
            name: string;

            /** InventoryInterface mac. */
            mac: string;

            /** InventoryInterface addresses. */
            addresses: string[];

            /** InventoryInterface speedMbit. */
            speedMbit: number;

            /**
             * Encodes the specified InventoryInterface message. Does not implicitly {@link hostwire.v1.InventoryInterface.verify|verify} messages.
             * @param message InventoryInterface message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: hostwire.v1.InventoryInterface.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an InventoryInterface message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {hostwire.v1.InventoryInterface & hostwire.v1.InventoryInterface.$Shape} InventoryInterface
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): hostwire.v1.InventoryInterface & hostwire.v1.InventoryInterface.$Shape;
        }

        namespace InventoryInterface {

            /** Properties of an InventoryInterface. */
            interface $Properties {

                /** InventoryInterface name */
                name?: (string|null);

                /** InventoryInterface mac */
                mac?: (string|null);

                /** InventoryInterface addresses */
                addresses?: (string[]|null);

                /** InventoryInterface speedMbit */
                speedMbit?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an InventoryInterface. */
            type $Shape = hostwire.v1.InventoryInterface.$Properties;
        }

        /**
         * Properties of a Resume.
         * @deprecated Use hostwire.v1.Resume.$Properties instead.
         */
        interface IResume extends hostwire.v1.Resume.$Properties {
        }

        /** Represents a Resume. */
        class Resume {

            /**
             * Constructs a new Resume.
             * @param [properties] Properties to set
             */
            constructor(properties?: hostwire.v1.Resume.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Resume nextSeq. */
            nextSeq: number;

            /**
             * Encodes the specified Resume message. Does not implicitly {@link hostwire.v1.Resume.verify|verify} messages.
             * @param message Resume message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: hostwire.v1.Resume.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Resume message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {hostwire.v1.Resume & hostwire.v1.Resume.$Shape} Resume
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): hostwire.v1.Resume & hostwire.v1.Resume.$Shape;
        }

        namespace Resume {

            /** Properties of a Resume. */
            interface $Properties {

                /** Resume nextSeq */
                nextSeq?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Resume. */
            type $Shape = hostwire.v1.Resume.$Properties;
        }

        /** UpgradeState enum. */
        enum UpgradeState {

            /** UPGRADE_UNSPECIFIED value */
            UPGRADE_UNSPECIFIED = 0,

            /** UPGRADE_FETCHING value */
            UPGRADE_FETCHING = 1,

            /** UPGRADE_STARTING value */
            UPGRADE_STARTING = 2,

            /** UPGRADE_FAILED value */
            UPGRADE_FAILED = 3,

            /** UPGRADE_IMPOSSIBLE value */
            UPGRADE_IMPOSSIBLE = 4
        }

        /**
         * Properties of an UpgradeReport.
         * @deprecated Use hostwire.v1.UpgradeReport.$Properties instead.
         */
        interface IUpgradeReport extends hostwire.v1.UpgradeReport.$Properties {
        }

        /** Represents an UpgradeReport. */
        class UpgradeReport {

            /**
             * Constructs a new UpgradeReport.
             * @param [properties] Properties to set
             */
            constructor(properties?: hostwire.v1.UpgradeReport.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** UpgradeReport version. */
            version: string;

            /** UpgradeReport state. */
            state: hostwire.v1.UpgradeState;

            /** UpgradeReport detail. */
            detail: string;

            /**
             * Encodes the specified UpgradeReport message. Does not implicitly {@link hostwire.v1.UpgradeReport.verify|verify} messages.
             * @param message UpgradeReport message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: hostwire.v1.UpgradeReport.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an UpgradeReport message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {hostwire.v1.UpgradeReport & hostwire.v1.UpgradeReport.$Shape} UpgradeReport
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): hostwire.v1.UpgradeReport & hostwire.v1.UpgradeReport.$Shape;
        }

        namespace UpgradeReport {

            /** Properties of an UpgradeReport. */
            interface $Properties {

                /** UpgradeReport version */
                version?: (string|null);

                /** UpgradeReport state */
                state?: (hostwire.v1.UpgradeState|null);

                /** UpgradeReport detail */
                detail?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an UpgradeReport. */
            type $Shape = hostwire.v1.UpgradeReport.$Properties;
        }

        /**
         * Properties of a ServerKey.
         * @deprecated Use hostwire.v1.ServerKey.$Properties instead.
         */
        interface IServerKey extends hostwire.v1.ServerKey.$Properties {
        }

        /** Represents a ServerKey. */
        class ServerKey {

            /**
             * Constructs a new ServerKey.
             * @param [properties] Properties to set
             */
            constructor(properties?: hostwire.v1.ServerKey.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ServerKey nextPin. */
            nextPin: Uint8Array;

            /**
             * Encodes the specified ServerKey message. Does not implicitly {@link hostwire.v1.ServerKey.verify|verify} messages.
             * @param message ServerKey message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: hostwire.v1.ServerKey.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ServerKey message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {hostwire.v1.ServerKey & hostwire.v1.ServerKey.$Shape} ServerKey
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): hostwire.v1.ServerKey & hostwire.v1.ServerKey.$Shape;
        }

        namespace ServerKey {

            /** Properties of a ServerKey. */
            interface $Properties {

                /** ServerKey nextPin */
                nextPin?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ServerKey. */
            type $Shape = hostwire.v1.ServerKey.$Properties;
        }

        /** KeyStep enum. */
        enum KeyStep {

            /** KEY_STEP_UNSPECIFIED value */
            KEY_STEP_UNSPECIFIED = 0,

            /** KEY_STEP_REQUESTED value */
            KEY_STEP_REQUESTED = 1,

            /** KEY_STEP_OFFERED value */
            KEY_STEP_OFFERED = 2,

            /** KEY_STEP_ACCEPTED value */
            KEY_STEP_ACCEPTED = 3,

            /** KEY_STEP_INSTALLED value */
            KEY_STEP_INSTALLED = 4
        }

        /**
         * Properties of a KeyRenewal.
         * @deprecated Use hostwire.v1.KeyRenewal.$Properties instead.
         */
        interface IKeyRenewal extends hostwire.v1.KeyRenewal.$Properties {
        }

        /** Represents a KeyRenewal. */
        class KeyRenewal {

            /**
             * Constructs a new KeyRenewal.
             * @param [properties] Properties to set
             */
            constructor(properties?: hostwire.v1.KeyRenewal.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** KeyRenewal step. */
            step: hostwire.v1.KeyStep;

            /** KeyRenewal publicKey. */
            publicKey: Uint8Array;

            /** KeyRenewal oldSignature. */
            oldSignature: Uint8Array;

            /** KeyRenewal newSignature. */
            newSignature: Uint8Array;

            /**
             * Encodes the specified KeyRenewal message. Does not implicitly {@link hostwire.v1.KeyRenewal.verify|verify} messages.
             * @param message KeyRenewal message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: hostwire.v1.KeyRenewal.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a KeyRenewal message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {hostwire.v1.KeyRenewal & hostwire.v1.KeyRenewal.$Shape} KeyRenewal
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): hostwire.v1.KeyRenewal & hostwire.v1.KeyRenewal.$Shape;
        }

        namespace KeyRenewal {

            /** Properties of a KeyRenewal. */
            interface $Properties {

                /** KeyRenewal step */
                step?: (hostwire.v1.KeyStep|null);

                /** KeyRenewal publicKey */
                publicKey?: (Uint8Array|null);

                /** KeyRenewal oldSignature */
                oldSignature?: (Uint8Array|null);

                /** KeyRenewal newSignature */
                newSignature?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a KeyRenewal. */
            type $Shape = hostwire.v1.KeyRenewal.$Properties;
        }

        /**
         * Properties of an EnrollRequest.
         * @deprecated Use hostwire.v1.EnrollRequest.$Properties instead.
         */
        interface IEnrollRequest extends hostwire.v1.EnrollRequest.$Properties {
        }

        /** Represents an EnrollRequest. */
        class EnrollRequest {

            /**
             * Constructs a new EnrollRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: hostwire.v1.EnrollRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** EnrollRequest tokenId. */
            tokenId: Uint8Array;

            /** EnrollRequest tokenSecret. */
            tokenSecret: Uint8Array;

            /** EnrollRequest publicKey. */
            publicKey: Uint8Array;

            /** EnrollRequest machineHash. */
            machineHash: Uint8Array;

            /** EnrollRequest hostname. */
            hostname: string;

            /** EnrollRequest agentVersion. */
            agentVersion: string;

            /** EnrollRequest signature. */
            signature: Uint8Array;

            /**
             * Encodes the specified EnrollRequest message. Does not implicitly {@link hostwire.v1.EnrollRequest.verify|verify} messages.
             * @param message EnrollRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: hostwire.v1.EnrollRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an EnrollRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {hostwire.v1.EnrollRequest & hostwire.v1.EnrollRequest.$Shape} EnrollRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): hostwire.v1.EnrollRequest & hostwire.v1.EnrollRequest.$Shape;
        }

        namespace EnrollRequest {

            /** Properties of an EnrollRequest. */
            interface $Properties {

                /** EnrollRequest tokenId */
                tokenId?: (Uint8Array|null);

                /** EnrollRequest tokenSecret */
                tokenSecret?: (Uint8Array|null);

                /** EnrollRequest publicKey */
                publicKey?: (Uint8Array|null);

                /** EnrollRequest machineHash */
                machineHash?: (Uint8Array|null);

                /** EnrollRequest hostname */
                hostname?: (string|null);

                /** EnrollRequest agentVersion */
                agentVersion?: (string|null);

                /** EnrollRequest signature */
                signature?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an EnrollRequest. */
            type $Shape = hostwire.v1.EnrollRequest.$Properties;
        }

        /**
         * Properties of an EnrollResponse.
         * @deprecated Use hostwire.v1.EnrollResponse.$Properties instead.
         */
        interface IEnrollResponse extends hostwire.v1.EnrollResponse.$Properties {
        }

        /** Represents an EnrollResponse. */
        class EnrollResponse {

            /**
             * Constructs a new EnrollResponse.
             * @param [properties] Properties to set
             */
            constructor(properties?: hostwire.v1.EnrollResponse.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** EnrollResponse agentId. */
            agentId: Uint8Array;

            /** EnrollResponse host. */
            host: string;

            /**
             * Encodes the specified EnrollResponse message. Does not implicitly {@link hostwire.v1.EnrollResponse.verify|verify} messages.
             * @param message EnrollResponse message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: hostwire.v1.EnrollResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an EnrollResponse message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {hostwire.v1.EnrollResponse & hostwire.v1.EnrollResponse.$Shape} EnrollResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): hostwire.v1.EnrollResponse & hostwire.v1.EnrollResponse.$Shape;
        }

        namespace EnrollResponse {

            /** Properties of an EnrollResponse. */
            interface $Properties {

                /** EnrollResponse agentId */
                agentId?: (Uint8Array|null);

                /** EnrollResponse host */
                host?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an EnrollResponse. */
            type $Shape = hostwire.v1.EnrollResponse.$Properties;
        }

        /**
         * Properties of an EnrollRefusal.
         * @deprecated Use hostwire.v1.EnrollRefusal.$Properties instead.
         */
        interface IEnrollRefusal extends hostwire.v1.EnrollRefusal.$Properties {
        }

        /** Represents an EnrollRefusal. */
        class EnrollRefusal {

            /**
             * Constructs a new EnrollRefusal.
             * @param [properties] Properties to set
             */
            constructor(properties?: hostwire.v1.EnrollRefusal.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** EnrollRefusal code. */
            code: string;

            /** EnrollRefusal message. */
            message: string;

            /**
             * Encodes the specified EnrollRefusal message. Does not implicitly {@link hostwire.v1.EnrollRefusal.verify|verify} messages.
             * @param message EnrollRefusal message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: hostwire.v1.EnrollRefusal.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an EnrollRefusal message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {hostwire.v1.EnrollRefusal & hostwire.v1.EnrollRefusal.$Shape} EnrollRefusal
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): hostwire.v1.EnrollRefusal & hostwire.v1.EnrollRefusal.$Shape;
        }

        namespace EnrollRefusal {

            /** Properties of an EnrollRefusal. */
            interface $Properties {

                /** EnrollRefusal code */
                code?: (string|null);

                /** EnrollRefusal message */
                message?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an EnrollRefusal. */
            type $Shape = hostwire.v1.EnrollRefusal.$Properties;
        }
    }
}
