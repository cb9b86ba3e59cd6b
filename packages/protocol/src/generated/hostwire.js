/*eslint-disable block-scoped-var, id-length, no-control-regex, no-magic-numbers, no-mixed-operators, no-prototype-builtins, no-redeclare, no-shadow, no-var, sort-vars, default-case, jsdoc/require-param*/
import $protobuf from "protobufjs/minimal.js";

// Common aliases
const $Reader = $protobuf.Reader, $Writer = $protobuf.Writer, $util = $protobuf.util;
const $Object = $util.global.Object, $undefined = $util.global.undefined, $Error = $util.global.Error, $RangeError = $util.global.RangeError;

// Exported root namespace
const $root = $protobuf.roots["default"] || ($protobuf.roots["default"] = {});

export const hostwire = $root.hostwire = (() => {

    /**
     * Namespace hostwire.
     * @exports hostwire
     * @namespace
     */
    const hostwire = {};

    hostwire.v1 = (function() {

        /**
         * Namespace v1.
         * @memberof hostwire
         * @namespace
         */
        const v1 = {};

        v1.Frame = (function() {

            /**
             * Properties of a Frame.
             * @typedef {Object} hostwire.v1.Frame.$Properties
             * @property {hostwire.v1.Hello.$Properties|null} [hello] Frame hello
             * @property {hostwire.v1.Welcome.$Properties|null} [welcome] Frame welcome
             * @property {hostwire.v1.Batch.$Properties|null} [batch] Frame batch
             * @property {hostwire.v1.Ack.$Properties|null} [ack] Frame ack
             * @property {hostwire.v1.Nack.$Properties|null} [nack] Frame nack
             * @property {hostwire.v1.Gap.$Properties|null} [gap] Frame gap
             * @property {hostwire.v1.Inventory.$Properties|null} [inventory] Frame inventory
             * @property {hostwire.v1.Settings.$Properties|null} [settings] Frame settings
             * @property {hostwire.v1.GoAway.$Properties|null} [goAway] Frame goAway
             * @property {hostwire.v1.Resume.$Properties|null} [resume] Frame resume
             * @property {hostwire.v1.UpgradeReport.$Properties|null} [upgradeReport] Frame upgradeReport
             * @property {hostwire.v1.ServerKey.$Properties|null} [serverKey] Frame serverKey
             * @property {hostwire.v1.KeyRenewal.$Properties|null} [keyRenewal] Frame keyRenewal
             * @property {hostwire.v1.Issues.$Properties|null} [issues] Frame issues
             * @property {"hello"|"welcome"|"batch"|"ack"|"nack"|"gap"|"inventory"|"settings"|"goAway"|"resume"|"upgradeReport"|"serverKey"|"keyRenewal"|"issues"} [frame] Frame frame
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Frame.
             * @memberof hostwire.v1
             * @interface IFrame
             * @augments hostwire.v1.Frame.$Properties
             * @deprecated Use hostwire.v1.Frame.$Properties instead.
             */

            /**
             * Narrowed shape of a Frame.
             * @typedef {{
             *   hello?: hostwire.v1.Hello.$Shape|null;
             *   welcome?: hostwire.v1.Welcome.$Shape|null;
             *   batch?: hostwire.v1.Batch.$Shape|null;
             *   ack?: hostwire.v1.Ack.$Shape|null;
             *   nack?: hostwire.v1.Nack.$Shape|null;
             *   gap?: hostwire.v1.Gap.$Shape|null;
             *   inventory?: hostwire.v1.Inventory.$Shape|null;
             *   settings?: hostwire.v1.Settings.$Shape|null;
             *   goAway?: hostwire.v1.GoAway.$Shape|null;
             *   resume?: hostwire.v1.Resume.$Shape|null;
             *   upgradeReport?: hostwire.v1.UpgradeReport.$Shape|null;
             *   serverKey?: hostwire.v1.ServerKey.$Shape|null;
             *   keyRenewal?: hostwire.v1.KeyRenewal.$Shape|null;
             *   issues?: hostwire.v1.Issues.$Shape|null;
             *   $unknowns?: Array.<Uint8Array>;
             * } & (
             *   ({ frame?: undefined; hello?: null; welcome?: null; batch?: null; ack?: null; nack?: null; gap?: null; inventory?: null; settings?: null; goAway?: null; resume?: null; upgradeReport?: null; serverKey?: null; keyRenewal?: null; issues?: null }|{ frame?: "hello"; hello: hostwire.v1.Hello.$Shape; welcome?: null; batch?: null; ack?: null; nack?: null; gap?: null; inventory?: null; settings?: null; goAway?: null; resume?: null; upgradeReport?: null; serverKey?: null; keyRenewal?: null; issues?: null }|{ frame?: "welcome"; hello?: null; welcome: hostwire.v1.Welcome.$Shape; batch?: null; ack?: null; nack?: null; gap?: null; inventory?: null; settings?: null; goAway?: null; resume?: null; upgradeReport?: null; serverKey?: null; keyRenewal?: null; issues?: null }|{ frame?: "batch"; hello?: null; welcome?: null; batch: hostwire.v1.Batch.$Shape; ack?: null; nack?: null; gap?: null; inventory?: null; settings?: null; goAway?: null; resume?: null; upgradeReport?: null; serverKey?: null; keyRenewal?: null; issues?: null }|{ frame?: "ack"; hello?: null; welcome?: null; batch?: null; ack: hostwire.v1.Ack.$Shape; nack?: null; gap?: null; inventory?: null; settings?: null; goAway?: null; resume?: null; upgradeReport?: null; serverKey?: null; keyRenewal?: null; issues?: null }|{ frame?: "nack"; hello?: null; welcome?: null; batch?: null; ack?: null; nack: hostwire.v1.Nack.$Shape; gap?: null; inventory?: null; settings?: null; goAway?: null; resume?: null; upgradeReport?: null; serverKey?: null; keyRenewal?: null; issues?: null }|{ frame?: "gap"; hello?: null; welcome?: null; batch?: null; ack?: null; nack?: null; gap: hostwire.v1.Gap.$Shape; inventory?: null; settings?: null; goAway?: null; resume?: null; upgradeReport?: null; serverKey?: null; keyRenewal?: null; issues?: null }|{ frame?: "inventory"; hello?: null; welcome?: null; batch?: null; ack?: null; nack?: null; gap?: null; inventory: hostwire.v1.Inventory.$Shape; settings?: null; goAway?: null; resume?: null; upgradeReport?: null; serverKey?: null; keyRenewal?: null; issues?: null }|{ frame?: "settings"; hello?: null; welcome?: null; batch?: null; ack?: null; nack?: null; gap?: null; inventory?: null; settings: hostwire.v1.Settings.$Shape; goAway?: null; resume?: null; upgradeReport?: null; serverKey?: null; keyRenewal?: null; issues?: null }|{ frame?: "goAway"; hello?: null; welcome?: null; batch?: null; ack?: null; nack?: null; gap?: null; inventory?: null; settings?: null; goAway: hostwire.v1.GoAway.$Shape; resume?: null; upgradeReport?: null; serverKey?: null; keyRenewal?: null; issues?: null }|{ frame?: "resume"; hello?: null; welcome?: null; batch?: null; ack?: null; nack?: null; gap?: null; inventory?: null; settings?: null; goAway?: null; resume: hostwire.v1.Resume.$Shape; upgradeReport?: null; serverKey?: null; keyRenewal?: null; issues?: null }|{ frame?: "upgradeReport"; hello?: null; welcome?: null; batch?: null; ack?: null; nack?: null; gap?: null; inventory?: null; settings?: null; goAway?: null; resume?: null; upgradeReport: hostwire.v1.UpgradeReport.$Shape; serverKey?: null; keyRenewal?: null; issues?: null }|{ frame?: "serverKey"; hello?: null; welcome?: null; batch?: null; ack?: null; nack?: null; gap?: null; inventory?: null; settings?: null; goAway?: null; resume?: null; upgradeReport?: null; serverKey: hostwire.v1.ServerKey.$Shape; keyRenewal?: null; issues?: null }|{ frame?: "keyRenewal"; hello?: null; welcome?: null; batch?: null; ack?: null; nack?: null; gap?: null; inventory?: null; settings?: null; goAway?: null; resume?: null; upgradeReport?: null; serverKey?: null; keyRenewal: hostwire.v1.KeyRenewal.$Shape; issues?: null }|{ frame?: "issues"; hello?: null; welcome?: null; batch?: null; ack?: null; nack?: null; gap?: null; inventory?: null; settings?: null; goAway?: null; resume?: null; upgradeReport?: null; serverKey?: null; keyRenewal?: null; issues: hostwire.v1.Issues.$Shape })
             * )} hostwire.v1.Frame.$Shape
             */

            /**
             * Constructs a new Frame.
             * @memberof hostwire.v1
             * @classdesc Represents a Frame.
             * @constructor
             * @param {hostwire.v1.Frame.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Frame = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Frame hello.
             * @member {hostwire.v1.Hello.$Properties|null|undefined} hello
             * @memberof hostwire.v1.Frame
             * @instance
             */
            Frame.prototype.hello = null;

            /**
             * Frame welcome.
             * @member {hostwire.v1.Welcome.$Properties|null|undefined} welcome
             * @memberof hostwire.v1.Frame
             * @instance
             */
            Frame.prototype.welcome = null;

            /**
             * Frame batch.
             * @member {hostwire.v1.Batch.$Properties|null|undefined} batch
             * @memberof hostwire.v1.Frame
             * @instance
             */
            Frame.prototype.batch = null;

            /**
             * Frame ack.
             * @member {hostwire.v1.Ack.$Properties|null|undefined} ack
             * @memberof hostwire.v1.Frame
             * @instance
             */
            Frame.prototype.ack = null;

            /**
             * Frame nack.
             * @member {hostwire.v1.Nack.$Properties|null|undefined} nack
             * @memberof hostwire.v1.Frame
             * @instance
             */
            Frame.prototype.nack = null;

            /**
             * Frame gap.
             * @member {hostwire.v1.Gap.$Properties|null|undefined} gap
             * @memberof hostwire.v1.Frame
             * @instance
             */
            Frame.prototype.gap = null;

            /**
             * Frame inventory.
             * @member {hostwire.v1.Inventory.$Properties|null|undefined} inventory
             * @memberof hostwire.v1.Frame
             * @instance
             */
            Frame.prototype.inventory = null;

            /**
             * Frame settings.
             * @member {hostwire.v1.Settings.$Properties|null|undefined} settings
             * @memberof hostwire.v1.Frame
             * @instance
             */
            Frame.prototype.settings = null;

            /**
             * Frame goAway.
             * @member {hostwire.v1.GoAway.$Properties|null|undefined} goAway
             * @memberof hostwire.v1.Frame
             * @instance
             */
            Frame.prototype.goAway = null;

            /**
             * Frame resume.
             * @member {hostwire.v1.Resume.$Properties|null|undefined} resume
             * @memberof hostwire.v1.Frame
             * @instance
             */
            Frame.prototype.resume = null;

            /**
             * Frame upgradeReport.
             * @member {hostwire.v1.UpgradeReport.$Properties|null|undefined} upgradeReport
             * @memberof hostwire.v1.Frame
             * @instance
             */
            Frame.prototype.upgradeReport = null;

            /**
             * Frame serverKey.
             * @member {hostwire.v1.ServerKey.$Properties|null|undefined} serverKey
             * @memberof hostwire.v1.Frame
             * @instance
             */
            Frame.prototype.serverKey = null;

            /**
             * Frame keyRenewal.
             * @member {hostwire.v1.KeyRenewal.$Properties|null|undefined} keyRenewal
             * @memberof hostwire.v1.Frame
             * @instance
             */
            Frame.prototype.keyRenewal = null;

            /**
             * Frame issues.
             * @member {hostwire.v1.Issues.$Properties|null|undefined} issues
             * @memberof hostwire.v1.Frame
             * @instance
             */
            Frame.prototype.issues = null;

            // OneOf field names bound to virtual getters and setters
            let $oneOfFields;

            /**
             * Frame frame.
             * @member {"hello"|"welcome"|"batch"|"ack"|"nack"|"gap"|"inventory"|"settings"|"goAway"|"resume"|"upgradeReport"|"serverKey"|"keyRenewal"|"issues"|undefined} frame
             * @memberof hostwire.v1.Frame
             * @instance
             */
            $Object.defineProperty(Frame.prototype, "frame", {
                get: $util.oneOfGetter($oneOfFields = ["hello", "welcome", "batch", "ack", "nack", "gap", "inventory", "settings", "goAway", "resume", "upgradeReport", "serverKey", "keyRenewal", "issues"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            /**
             * Encodes the specified Frame message. Does not implicitly {@link hostwire.v1.Frame.verify|verify} messages.
             * @function encode
             * @memberof hostwire.v1.Frame
             * @static
             * @param {hostwire.v1.Frame.$Properties} message Frame message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Frame.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.hello != null && $Object.hasOwnProperty.call(message, "hello"))
                    $root.hostwire.v1.Hello.encode(message.hello, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                if (message.welcome != null && $Object.hasOwnProperty.call(message, "welcome"))
                    $root.hostwire.v1.Welcome.encode(message.welcome, writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                if (message.batch != null && $Object.hasOwnProperty.call(message, "batch"))
                    $root.hostwire.v1.Batch.encode(message.batch, writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
                if (message.ack != null && $Object.hasOwnProperty.call(message, "ack"))
                    $root.hostwire.v1.Ack.encode(message.ack, writer.uint32(/* id 4, wireType 2 =*/34).fork(), _depth + 1).ldelim();
                if (message.nack != null && $Object.hasOwnProperty.call(message, "nack"))
                    $root.hostwire.v1.Nack.encode(message.nack, writer.uint32(/* id 5, wireType 2 =*/42).fork(), _depth + 1).ldelim();
                if (message.gap != null && $Object.hasOwnProperty.call(message, "gap"))
                    $root.hostwire.v1.Gap.encode(message.gap, writer.uint32(/* id 6, wireType 2 =*/50).fork(), _depth + 1).ldelim();
                if (message.inventory != null && $Object.hasOwnProperty.call(message, "inventory"))
                    $root.hostwire.v1.Inventory.encode(message.inventory, writer.uint32(/* id 7, wireType 2 =*/58).fork(), _depth + 1).ldelim();
                if (message.settings != null && $Object.hasOwnProperty.call(message, "settings"))
                    $root.hostwire.v1.Settings.encode(message.settings, writer.uint32(/* id 8, wireType 2 =*/66).fork(), _depth + 1).ldelim();
                if (message.goAway != null && $Object.hasOwnProperty.call(message, "goAway"))
                    $root.hostwire.v1.GoAway.encode(message.goAway, writer.uint32(/* id 9, wireType 2 =*/74).fork(), _depth + 1).ldelim();
                if (message.resume != null && $Object.hasOwnProperty.call(message, "resume"))
                    $root.hostwire.v1.Resume.encode(message.resume, writer.uint32(/* id 10, wireType 2 =*/82).fork(), _depth + 1).ldelim();
                if (message.upgradeReport != null && $Object.hasOwnProperty.call(message, "upgradeReport"))
                    $root.hostwire.v1.UpgradeReport.encode(message.upgradeReport, writer.uint32(/* id 11, wireType 2 =*/90).fork(), _depth + 1).ldelim();
                if (message.serverKey != null && $Object.hasOwnProperty.call(message, "serverKey"))
                    $root.hostwire.v1.ServerKey.encode(message.serverKey, writer.uint32(/* id 12, wireType 2 =*/98).fork(), _depth + 1).ldelim();
                if (message.keyRenewal != null && $Object.hasOwnProperty.call(message, "keyRenewal"))
                    $root.hostwire.v1.KeyRenewal.encode(message.keyRenewal, writer.uint32(/* id 13, wireType 2 =*/106).fork(), _depth + 1).ldelim();
                if (message.issues != null && $Object.hasOwnProperty.call(message, "issues"))
                    $root.hostwire.v1.Issues.encode(message.issues, writer.uint32(/* id 14, wireType 2 =*/114).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Frame message from the specified reader or buffer.
             * @function decode
             * @memberof hostwire.v1.Frame
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {hostwire.v1.Frame & hostwire.v1.Frame.$Shape} Frame
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Frame.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.hostwire.v1.Frame();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            message.hello = $root.hostwire.v1.Hello.decode(reader, reader.size(), $undefined, _depth + 1, message.hello);
                            message.frame = "hello";
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            message.welcome = $root.hostwire.v1.Welcome.decode(reader, reader.size(), $undefined, _depth + 1, message.welcome);
                            message.frame = "welcome";
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            message.batch = $root.hostwire.v1.Batch.decode(reader, reader.size(), $undefined, _depth + 1, message.batch);
                            message.frame = "batch";
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            message.ack = $root.hostwire.v1.Ack.decode(reader, reader.size(), $undefined, _depth + 1, message.ack);
                            message.frame = "ack";
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            message.nack = $root.hostwire.v1.Nack.decode(reader, reader.size(), $undefined, _depth + 1, message.nack);
                            message.frame = "nack";
                            continue;
                        }
                    case 6: {
                            if (wireType !== 2)
                                break;
                            message.gap = $root.hostwire.v1.Gap.decode(reader, reader.size(), $undefined, _depth + 1, message.gap);
                            message.frame = "gap";
                            continue;
                        }
                    case 7: {
                            if (wireType !== 2)
                                break;
                            message.inventory = $root.hostwire.v1.Inventory.decode(reader, reader.size(), $undefined, _depth + 1, message.inventory);
                            message.frame = "inventory";
                            continue;
                        }
                    case 8: {
                            if (wireType !== 2)
                                break;
                            message.settings = $root.hostwire.v1.Settings.decode(reader, reader.size(), $undefined, _depth + 1, message.settings);
                            message.frame = "settings";
                            continue;
                        }
                    case 9: {
                            if (wireType !== 2)
                                break;
                            message.goAway = $root.hostwire.v1.GoAway.decode(reader, reader.size(), $undefined, _depth + 1, message.goAway);
                            message.frame = "goAway";
                            continue;
                        }
                    case 10: {
                            if (wireType !== 2)
                                break;
                            message.resume = $root.hostwire.v1.Resume.decode(reader, reader.size(), $undefined, _depth + 1, message.resume);
                            message.frame = "resume";
                            continue;
                        }
                    case 11: {
                            if (wireType !== 2)
                                break;
                            message.upgradeReport = $root.hostwire.v1.UpgradeReport.decode(reader, reader.size(), $undefined, _depth + 1, message.upgradeReport);
                            message.frame = "upgradeReport";
                            continue;
                        }
                    case 12: {
                            if (wireType !== 2)
                                break;
                            message.serverKey = $root.hostwire.v1.ServerKey.decode(reader, reader.size(), $undefined, _depth + 1, message.serverKey);
                            message.frame = "serverKey";
                            continue;
                        }
                    case 13: {
                            if (wireType !== 2)
                                break;
                            message.keyRenewal = $root.hostwire.v1.KeyRenewal.decode(reader, reader.size(), $undefined, _depth + 1, message.keyRenewal);
                            message.frame = "keyRenewal";
                            continue;
                        }
                    case 14: {
                            if (wireType !== 2)
                                break;
                            message.issues = $root.hostwire.v1.Issues.decode(reader, reader.size(), $undefined, _depth + 1, message.issues);
                            message.frame = "issues";
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Frame;
        })();

        v1.Hello = (function() {

            /**
             * Properties of a Hello.
             * @typedef {Object} hostwire.v1.Hello.$Properties
             * @property {number|null} [protocol] Hello protocol
             * @property {string|null} [agentVersion] Hello agentVersion
             * @property {Uint8Array|null} [epoch] Hello epoch
             * @property {number|null} [firstRetained] Hello firstRetained
             * @property {number|null} [firstUnacked] Hello firstUnacked
             * @property {number|null} [lastSeq] Hello lastSeq
             * @property {Uint8Array|null} [prevHash] Hello prevHash
             * @property {number|null} [generation] Hello generation
             * @property {string|null} [bootId] Hello bootId
             * @property {Uint8Array|null} [machineHash] Hello machineHash
             * @property {number|null} [wallMs] Hello wallMs
             * @property {number|null} [monoMs] Hello monoMs
             * @property {boolean|null} [history] Hello history
             * @property {hostwire.v1.HostMarks.$Properties|null} [marks] Hello marks
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Hello.
             * @memberof hostwire.v1
             * @interface IHello
             * @augments hostwire.v1.Hello.$Properties
             * @deprecated Use hostwire.v1.Hello.$Properties instead.
             */

            /**
             * Shape of a Hello.
             * @typedef {hostwire.v1.Hello.$Properties} hostwire.v1.Hello.$Shape
             */

            /**
             * Constructs a new Hello.
             * @memberof hostwire.v1
             * @classdesc Represents a Hello.
             * @constructor
             * @param {hostwire.v1.Hello.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Hello = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Hello protocol.
             * @member {number} protocol
             * @memberof hostwire.v1.Hello
             * @instance
             */
            Hello.prototype.protocol = 0;

            /**
             * Hello agentVersion.
             * @member {string} agentVersion
             * @memberof hostwire.v1.Hello
             * @instance
             */
            Hello.prototype.agentVersion = "";

            /**
             * Hello epoch.
             * @member {Uint8Array} epoch
             * @memberof hostwire.v1.Hello
             * @instance
             */
            Hello.prototype.epoch = $util.newBuffer([]);

            /**
             * Hello firstRetained.
             * @member {number} firstRetained
             * @memberof hostwire.v1.Hello
             * @instance
             */
            Hello.prototype.firstRetained = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Hello firstUnacked.
             * @member {number} firstUnacked
             * @memberof hostwire.v1.Hello
             * @instance
             */
            Hello.prototype.firstUnacked = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Hello lastSeq.
             * @member {number} lastSeq
             * @memberof hostwire.v1.Hello
             * @instance
             */
            Hello.prototype.lastSeq = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Hello prevHash.
             * @member {Uint8Array} prevHash
             * @memberof hostwire.v1.Hello
             * @instance
             */
            Hello.prototype.prevHash = $util.newBuffer([]);

            /**
             * Hello generation.
             * @member {number} generation
             * @memberof hostwire.v1.Hello
             * @instance
             */
            Hello.prototype.generation = 0;

            /**
             * Hello bootId.
             * @member {string} bootId
             * @memberof hostwire.v1.Hello
             * @instance
             */
            Hello.prototype.bootId = "";

            /**
             * Hello machineHash.
             * @member {Uint8Array} machineHash
             * @memberof hostwire.v1.Hello
             * @instance
             */
            Hello.prototype.machineHash = $util.newBuffer([]);

            /**
             * Hello wallMs.
             * @member {number} wallMs
             * @memberof hostwire.v1.Hello
             * @instance
             */
            Hello.prototype.wallMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Hello monoMs.
             * @member {number} monoMs
             * @memberof hostwire.v1.Hello
             * @instance
             */
            Hello.prototype.monoMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Hello history.
             * @member {boolean} history
             * @memberof hostwire.v1.Hello
             * @instance
             */
            Hello.prototype.history = false;

            /**
             * Hello marks.
             * @member {hostwire.v1.HostMarks.$Properties|null|undefined} marks
             * @memberof hostwire.v1.Hello
             * @instance
             */
            Hello.prototype.marks = null;

            /**
             * Encodes the specified Hello message. Does not implicitly {@link hostwire.v1.Hello.verify|verify} messages.
             * @function encode
             * @memberof hostwire.v1.Hello
             * @static
             * @param {hostwire.v1.Hello.$Properties} message Hello message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Hello.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.protocol != null && $Object.hasOwnProperty.call(message, "protocol") && message.protocol !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.protocol);
                if (message.agentVersion != null && $Object.hasOwnProperty.call(message, "agentVersion") && message.agentVersion !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.agentVersion);
                if (message.epoch != null && $Object.hasOwnProperty.call(message, "epoch") && message.epoch.length)
                    writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.epoch);
                if (message.firstRetained != null && $Object.hasOwnProperty.call(message, "firstRetained") && (typeof message.firstRetained === "object" ? message.firstRetained.low || message.firstRetained.high : message.firstRetained !== 0))
                    writer.uint32(/* id 4, wireType 0 =*/32).uint64(message.firstRetained);
                if (message.firstUnacked != null && $Object.hasOwnProperty.call(message, "firstUnacked") && (typeof message.firstUnacked === "object" ? message.firstUnacked.low || message.firstUnacked.high : message.firstUnacked !== 0))
                    writer.uint32(/* id 5, wireType 0 =*/40).uint64(message.firstUnacked);
                if (message.lastSeq != null && $Object.hasOwnProperty.call(message, "lastSeq") && (typeof message.lastSeq === "object" ? message.lastSeq.low || message.lastSeq.high : message.lastSeq !== 0))
                    writer.uint32(/* id 6, wireType 0 =*/48).uint64(message.lastSeq);
                if (message.prevHash != null && $Object.hasOwnProperty.call(message, "prevHash") && message.prevHash.length)
                    writer.uint32(/* id 7, wireType 2 =*/58).bytes(message.prevHash);
                if (message.generation != null && $Object.hasOwnProperty.call(message, "generation") && message.generation !== 0)
                    writer.uint32(/* id 8, wireType 0 =*/64).uint32(message.generation);
                if (message.bootId != null && $Object.hasOwnProperty.call(message, "bootId") && message.bootId !== "")
                    writer.uint32(/* id 9, wireType 2 =*/74).string(message.bootId);
                if (message.machineHash != null && $Object.hasOwnProperty.call(message, "machineHash") && message.machineHash.length)
                    writer.uint32(/* id 10, wireType 2 =*/82).bytes(message.machineHash);
                if (message.wallMs != null && $Object.hasOwnProperty.call(message, "wallMs") && (typeof message.wallMs === "object" ? message.wallMs.low || message.wallMs.high : message.wallMs !== 0))
                    writer.uint32(/* id 11, wireType 0 =*/88).uint64(message.wallMs);
                if (message.monoMs != null && $Object.hasOwnProperty.call(message, "monoMs") && (typeof message.monoMs === "object" ? message.monoMs.low || message.monoMs.high : message.monoMs !== 0))
                    writer.uint32(/* id 12, wireType 0 =*/96).uint64(message.monoMs);
                if (message.history != null && $Object.hasOwnProperty.call(message, "history") && message.history !== false)
                    writer.uint32(/* id 13, wireType 0 =*/104).bool(message.history);
                if (message.marks != null && $Object.hasOwnProperty.call(message, "marks"))
                    $root.hostwire.v1.HostMarks.encode(message.marks, writer.uint32(/* id 14, wireType 2 =*/114).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Hello message from the specified reader or buffer.
             * @function decode
             * @memberof hostwire.v1.Hello
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {hostwire.v1.Hello & hostwire.v1.Hello.$Shape} Hello
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Hello.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.hostwire.v1.Hello();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.protocol = value;
                            else
                                delete message.protocol;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.agentVersion = value;
                            else
                                delete message.agentVersion;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.epoch = value;
                            else
                                delete message.epoch;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.firstRetained = value;
                            else
                                delete message.firstRetained;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.firstUnacked = value;
                            else
                                delete message.firstUnacked;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.lastSeq = value;
                            else
                                delete message.lastSeq;
                            continue;
                        }
                    case 7: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.prevHash = value;
                            else
                                delete message.prevHash;
                            continue;
                        }
                    case 8: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.generation = value;
                            else
                                delete message.generation;
                            continue;
                        }
                    case 9: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.bootId = value;
                            else
                                delete message.bootId;
                            continue;
                        }
                    case 10: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.machineHash = value;
                            else
                                delete message.machineHash;
                            continue;
                        }
                    case 11: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.wallMs = value;
                            else
                                delete message.wallMs;
                            continue;
                        }
                    case 12: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.monoMs = value;
                            else
                                delete message.monoMs;
                            continue;
                        }
                    case 13: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.history = value;
                            else
                                delete message.history;
                            continue;
                        }
                    case 14: {
                            if (wireType !== 2)
                                break;
                            message.marks = $root.hostwire.v1.HostMarks.decode(reader, reader.size(), $undefined, _depth + 1, message.marks);
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Hello;
        })();

        v1.HostMarks = (function() {

            /**
             * Properties of a HostMarks.
             * @typedef {Object} hostwire.v1.HostMarks.$Properties
             * @property {Uint8Array|null} [interfaceHash] HostMarks interfaceHash
             * @property {Uint8Array|null} [rootFsHash] HostMarks rootFsHash
             * @property {Uint8Array|null} [productHash] HostMarks productHash
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a HostMarks.
             * @memberof hostwire.v1
             * @interface IHostMarks
             * @augments hostwire.v1.HostMarks.$Properties
             * @deprecated Use hostwire.v1.HostMarks.$Properties instead.
             */

            /**
             * Shape of a HostMarks.
             * @typedef {hostwire.v1.HostMarks.$Properties} hostwire.v1.HostMarks.$Shape
             */

            /**
             * Constructs a new HostMarks.
             * @memberof hostwire.v1
             * @classdesc Represents a HostMarks.
             * @constructor
             * @param {hostwire.v1.HostMarks.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const HostMarks = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * HostMarks interfaceHash.
             * @member {Uint8Array} interfaceHash
             * @memberof hostwire.v1.HostMarks
             * @instance
             */
            HostMarks.prototype.interfaceHash = $util.newBuffer([]);

            /**
             * HostMarks rootFsHash.
             * @member {Uint8Array} rootFsHash
             * @memberof hostwire.v1.HostMarks
             * @instance
             */
            HostMarks.prototype.rootFsHash = $util.newBuffer([]);

            /**
             * HostMarks productHash.
             * @member {Uint8Array} productHash
             * @memberof hostwire.v1.HostMarks
             * @instance
             */
            HostMarks.prototype.productHash = $util.newBuffer([]);

            /**
             * Encodes the specified HostMarks message. Does not implicitly {@link hostwire.v1.HostMarks.verify|verify} messages.
             * @function encode
             * @memberof hostwire.v1.HostMarks
             * @static
             * @param {hostwire.v1.HostMarks.$Properties} message HostMarks message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            HostMarks.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.interfaceHash != null && $Object.hasOwnProperty.call(message, "interfaceHash") && message.interfaceHash.length)
                    writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.interfaceHash);
                if (message.rootFsHash != null && $Object.hasOwnProperty.call(message, "rootFsHash") && message.rootFsHash.length)
                    writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.rootFsHash);
                if (message.productHash != null && $Object.hasOwnProperty.call(message, "productHash") && message.productHash.length)
                    writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.productHash);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a HostMarks message from the specified reader or buffer.
             * @function decode
             * @memberof hostwire.v1.HostMarks
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {hostwire.v1.HostMarks & hostwire.v1.HostMarks.$Shape} HostMarks
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            HostMarks.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.hostwire.v1.HostMarks();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.interfaceHash = value;
                            else
                                delete message.interfaceHash;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.rootFsHash = value;
                            else
                                delete message.rootFsHash;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.productHash = value;
                            else
                                delete message.productHash;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return HostMarks;
        })();

        v1.Welcome = (function() {

            /**
             * Properties of a Welcome.
             * @typedef {Object} hostwire.v1.Welcome.$Properties
             * @property {number|null} [nextSeq] Welcome nextSeq
             * @property {number|null} [creditBatches] Welcome creditBatches
             * @property {number|null} [creditBytes] Welcome creditBytes
             * @property {number|null} [maxBatchBytes] Welcome maxBatchBytes
             * @property {number|null} [maxBatchSamples] Welcome maxBatchSamples
             * @property {number|null} [serverMs] Welcome serverMs
             * @property {number|null} [generation] Welcome generation
             * @property {hostwire.v1.Settings.$Properties|null} [settings] Welcome settings
             * @property {Uint8Array|null} [nextPin] Welcome nextPin
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Welcome.
             * @memberof hostwire.v1
             * @interface IWelcome
             * @augments hostwire.v1.Welcome.$Properties
             * @deprecated Use hostwire.v1.Welcome.$Properties instead.
             */

            /**
             * Shape of a Welcome.
             * @typedef {hostwire.v1.Welcome.$Properties} hostwire.v1.Welcome.$Shape
             */

            /**
             * Constructs a new Welcome.
             * @memberof hostwire.v1
             * @classdesc Represents a Welcome.
             * @constructor
             * @param {hostwire.v1.Welcome.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Welcome = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Welcome nextSeq.
             * @member {number} nextSeq
             * @memberof hostwire.v1.Welcome
             * @instance
             */
            Welcome.prototype.nextSeq = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Welcome creditBatches.
             * @member {number} creditBatches
             * @memberof hostwire.v1.Welcome
             * @instance
             */
            Welcome.prototype.creditBatches = 0;

            /**
             * Welcome creditBytes.
             * @member {number} creditBytes
             * @memberof hostwire.v1.Welcome
             * @instance
             */
            Welcome.prototype.creditBytes = 0;

            /**
             * Welcome maxBatchBytes.
             * @member {number} maxBatchBytes
             * @memberof hostwire.v1.Welcome
             * @instance
             */
            Welcome.prototype.maxBatchBytes = 0;

            /**
             * Welcome maxBatchSamples.
             * @member {number} maxBatchSamples
             * @memberof hostwire.v1.Welcome
             * @instance
             */
            Welcome.prototype.maxBatchSamples = 0;

            /**
             * Welcome serverMs.
             * @member {number} serverMs
             * @memberof hostwire.v1.Welcome
             * @instance
             */
            Welcome.prototype.serverMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Welcome generation.
             * @member {number} generation
             * @memberof hostwire.v1.Welcome
             * @instance
             */
            Welcome.prototype.generation = 0;

            /**
             * Welcome settings.
             * @member {hostwire.v1.Settings.$Properties|null|undefined} settings
             * @memberof hostwire.v1.Welcome
             * @instance
             */
            Welcome.prototype.settings = null;

            /**
             * Welcome nextPin.
             * @member {Uint8Array} nextPin
             * @memberof hostwire.v1.Welcome
             * @instance
             */
            Welcome.prototype.nextPin = $util.newBuffer([]);

            /**
             * Encodes the specified Welcome message. Does not implicitly {@link hostwire.v1.Welcome.verify|verify} messages.
             * @function encode
             * @memberof hostwire.v1.Welcome
             * @static
             * @param {hostwire.v1.Welcome.$Properties} message Welcome message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Welcome.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.nextSeq != null && $Object.hasOwnProperty.call(message, "nextSeq") && (typeof message.nextSeq === "object" ? message.nextSeq.low || message.nextSeq.high : message.nextSeq !== 0))
                    writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.nextSeq);
                if (message.creditBatches != null && $Object.hasOwnProperty.call(message, "creditBatches") && message.creditBatches !== 0)
                    writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.creditBatches);
                if (message.creditBytes != null && $Object.hasOwnProperty.call(message, "creditBytes") && message.creditBytes !== 0)
                    writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.creditBytes);
                if (message.maxBatchBytes != null && $Object.hasOwnProperty.call(message, "maxBatchBytes") && message.maxBatchBytes !== 0)
                    writer.uint32(/* id 4, wireType 0 =*/32).uint32(message.maxBatchBytes);
                if (message.maxBatchSamples != null && $Object.hasOwnProperty.call(message, "maxBatchSamples") && message.maxBatchSamples !== 0)
                    writer.uint32(/* id 5, wireType 0 =*/40).uint32(message.maxBatchSamples);
                if (message.serverMs != null && $Object.hasOwnProperty.call(message, "serverMs") && (typeof message.serverMs === "object" ? message.serverMs.low || message.serverMs.high : message.serverMs !== 0))
                    writer.uint32(/* id 6, wireType 0 =*/48).uint64(message.serverMs);
                if (message.generation != null && $Object.hasOwnProperty.call(message, "generation") && message.generation !== 0)
                    writer.uint32(/* id 7, wireType 0 =*/56).uint32(message.generation);
                if (message.settings != null && $Object.hasOwnProperty.call(message, "settings"))
                    $root.hostwire.v1.Settings.encode(message.settings, writer.uint32(/* id 8, wireType 2 =*/66).fork(), _depth + 1).ldelim();
                if (message.nextPin != null && $Object.hasOwnProperty.call(message, "nextPin") && message.nextPin.length)
                    writer.uint32(/* id 9, wireType 2 =*/74).bytes(message.nextPin);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Welcome message from the specified reader or buffer.
             * @function decode
             * @memberof hostwire.v1.Welcome
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {hostwire.v1.Welcome & hostwire.v1.Welcome.$Shape} Welcome
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Welcome.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.hostwire.v1.Welcome();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.nextSeq = value;
                            else
                                delete message.nextSeq;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.creditBatches = value;
                            else
                                delete message.creditBatches;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.creditBytes = value;
                            else
                                delete message.creditBytes;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.maxBatchBytes = value;
                            else
                                delete message.maxBatchBytes;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.maxBatchSamples = value;
                            else
                                delete message.maxBatchSamples;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.serverMs = value;
                            else
                                delete message.serverMs;
                            continue;
                        }
                    case 7: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.generation = value;
                            else
                                delete message.generation;
                            continue;
                        }
                    case 8: {
                            if (wireType !== 2)
                                break;
                            message.settings = $root.hostwire.v1.Settings.decode(reader, reader.size(), $undefined, _depth + 1, message.settings);
                            continue;
                        }
                    case 9: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.nextPin = value;
                            else
                                delete message.nextPin;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Welcome;
        })();

        /**
         * Codec enum.
         * @name hostwire.v1.Codec
         * @enum {number}
         * @property {number} CODEC_TABLE=0 CODEC_TABLE value
         */
        v1.Codec = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "CODEC_TABLE"] = 0;
            return values;
        })();

        v1.Batch = (function() {

            /**
             * Properties of a Batch.
             * @typedef {Object} hostwire.v1.Batch.$Properties
             * @property {number|null} [seq] Batch seq
             * @property {number|null} [day] Batch day
             * @property {number|null} [createdMs] Batch createdMs
             * @property {number|null} [samples] Batch samples
             * @property {Uint8Array|null} [prevHash] Batch prevHash
             * @property {hostwire.v1.Codec|null} [codec] Batch codec
             * @property {number|null} [rawLength] Batch rawLength
             * @property {Uint8Array|null} [payload] Batch payload
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Batch.
             * @memberof hostwire.v1
             * @interface IBatch
             * @augments hostwire.v1.Batch.$Properties
             * @deprecated Use hostwire.v1.Batch.$Properties instead.
             */

            /**
             * Shape of a Batch.
             * @typedef {hostwire.v1.Batch.$Properties} hostwire.v1.Batch.$Shape
             */

            /**
             * Constructs a new Batch.
             * @memberof hostwire.v1
             * @classdesc Represents a Batch.
             * @constructor
             * @param {hostwire.v1.Batch.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Batch = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Batch seq.
             * @member {number} seq
             * @memberof hostwire.v1.Batch
             * @instance
             */
            Batch.prototype.seq = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Batch day.
             * @member {number} day
             * @memberof hostwire.v1.Batch
             * @instance
             */
            Batch.prototype.day = 0;

            /**
             * Batch createdMs.
             * @member {number} createdMs
             * @memberof hostwire.v1.Batch
             * @instance
             */
            Batch.prototype.createdMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Batch samples.
             * @member {number} samples
             * @memberof hostwire.v1.Batch
             * @instance
             */
            Batch.prototype.samples = 0;

            /**
             * Batch prevHash.
             * @member {Uint8Array} prevHash
             * @memberof hostwire.v1.Batch
             * @instance
             */
            Batch.prototype.prevHash = $util.newBuffer([]);

            /**
             * Batch codec.
             * @member {hostwire.v1.Codec} codec
             * @memberof hostwire.v1.Batch
             * @instance
             */
            Batch.prototype.codec = 0;

            /**
             * Batch rawLength.
             * @member {number} rawLength
             * @memberof hostwire.v1.Batch
             * @instance
             */
            Batch.prototype.rawLength = 0;

            /**
             * Batch payload.
             * @member {Uint8Array} payload
             * @memberof hostwire.v1.Batch
             * @instance
             */
            Batch.prototype.payload = $util.newBuffer([]);

            /**
             * Encodes the specified Batch message. Does not implicitly {@link hostwire.v1.Batch.verify|verify} messages.
             * @function encode
             * @memberof hostwire.v1.Batch
             * @static
             * @param {hostwire.v1.Batch.$Properties} message Batch message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Batch.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.seq != null && $Object.hasOwnProperty.call(message, "seq") && (typeof message.seq === "object" ? message.seq.low || message.seq.high : message.seq !== 0))
                    writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.seq);
                if (message.day != null && $Object.hasOwnProperty.call(message, "day") && message.day !== 0)
                    writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.day);
                if (message.createdMs != null && $Object.hasOwnProperty.call(message, "createdMs") && (typeof message.createdMs === "object" ? message.createdMs.low || message.createdMs.high : message.createdMs !== 0))
                    writer.uint32(/* id 3, wireType 0 =*/24).uint64(message.createdMs);
                if (message.samples != null && $Object.hasOwnProperty.call(message, "samples") && message.samples !== 0)
                    writer.uint32(/* id 4, wireType 0 =*/32).uint32(message.samples);
                if (message.prevHash != null && $Object.hasOwnProperty.call(message, "prevHash") && message.prevHash.length)
                    writer.uint32(/* id 5, wireType 2 =*/42).bytes(message.prevHash);
                if (message.codec != null && $Object.hasOwnProperty.call(message, "codec") && message.codec !== 0)
                    writer.uint32(/* id 6, wireType 0 =*/48).int32(message.codec);
                if (message.rawLength != null && $Object.hasOwnProperty.call(message, "rawLength") && message.rawLength !== 0)
                    writer.uint32(/* id 7, wireType 0 =*/56).uint32(message.rawLength);
                if (message.payload != null && $Object.hasOwnProperty.call(message, "payload") && message.payload.length)
                    writer.uint32(/* id 8, wireType 2 =*/66).bytes(message.payload);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Batch message from the specified reader or buffer.
             * @function decode
             * @memberof hostwire.v1.Batch
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {hostwire.v1.Batch & hostwire.v1.Batch.$Shape} Batch
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Batch.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.hostwire.v1.Batch();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.seq = value;
                            else
                                delete message.seq;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.day = value;
                            else
                                delete message.day;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.createdMs = value;
                            else
                                delete message.createdMs;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.samples = value;
                            else
                                delete message.samples;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.prevHash = value;
                            else
                                delete message.prevHash;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.codec = value;
                            else
                                delete message.codec;
                            continue;
                        }
                    case 7: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.rawLength = value;
                            else
                                delete message.rawLength;
                            continue;
                        }
                    case 8: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.payload = value;
                            else
                                delete message.payload;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Batch;
        })();

        v1.Ack = (function() {

            /**
             * Properties of an Ack.
             * @typedef {Object} hostwire.v1.Ack.$Properties
             * @property {number|null} [committedSeq] Ack committedSeq
             * @property {number|null} [creditBatches] Ack creditBatches
             * @property {number|null} [creditBytes] Ack creditBytes
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an Ack.
             * @memberof hostwire.v1
             * @interface IAck
             * @augments hostwire.v1.Ack.$Properties
             * @deprecated Use hostwire.v1.Ack.$Properties instead.
             */

            /**
             * Shape of an Ack.
             * @typedef {hostwire.v1.Ack.$Properties} hostwire.v1.Ack.$Shape
             */

            /**
             * Constructs a new Ack.
             * @memberof hostwire.v1
             * @classdesc Represents an Ack.
             * @constructor
             * @param {hostwire.v1.Ack.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Ack = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Ack committedSeq.
             * @member {number} committedSeq
             * @memberof hostwire.v1.Ack
             * @instance
             */
            Ack.prototype.committedSeq = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Ack creditBatches.
             * @member {number} creditBatches
             * @memberof hostwire.v1.Ack
             * @instance
             */
            Ack.prototype.creditBatches = 0;

            /**
             * Ack creditBytes.
             * @member {number} creditBytes
             * @memberof hostwire.v1.Ack
             * @instance
             */
            Ack.prototype.creditBytes = 0;

            /**
             * Encodes the specified Ack message. Does not implicitly {@link hostwire.v1.Ack.verify|verify} messages.
             * @function encode
             * @memberof hostwire.v1.Ack
             * @static
             * @param {hostwire.v1.Ack.$Properties} message Ack message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Ack.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.committedSeq != null && $Object.hasOwnProperty.call(message, "committedSeq") && (typeof message.committedSeq === "object" ? message.committedSeq.low || message.committedSeq.high : message.committedSeq !== 0))
                    writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.committedSeq);
                if (message.creditBatches != null && $Object.hasOwnProperty.call(message, "creditBatches") && message.creditBatches !== 0)
                    writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.creditBatches);
                if (message.creditBytes != null && $Object.hasOwnProperty.call(message, "creditBytes") && message.creditBytes !== 0)
                    writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.creditBytes);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an Ack message from the specified reader or buffer.
             * @function decode
             * @memberof hostwire.v1.Ack
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {hostwire.v1.Ack & hostwire.v1.Ack.$Shape} Ack
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Ack.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.hostwire.v1.Ack();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.committedSeq = value;
                            else
                                delete message.committedSeq;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.creditBatches = value;
                            else
                                delete message.creditBatches;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.creditBytes = value;
                            else
                                delete message.creditBytes;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Ack;
        })();

        /**
         * NackCode enum.
         * @name hostwire.v1.NackCode
         * @enum {number}
         * @property {number} NACK_UNSPECIFIED=0 NACK_UNSPECIFIED value
         * @property {number} NACK_MALFORMED=1 NACK_MALFORMED value
         * @property {number} NACK_TOO_LARGE=2 NACK_TOO_LARGE value
         * @property {number} NACK_POISON=3 NACK_POISON value
         * @property {number} NACK_CHAIN=4 NACK_CHAIN value
         */
        v1.NackCode = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "NACK_UNSPECIFIED"] = 0;
            values[valuesById[1] = "NACK_MALFORMED"] = 1;
            values[valuesById[2] = "NACK_TOO_LARGE"] = 2;
            values[valuesById[3] = "NACK_POISON"] = 3;
            values[valuesById[4] = "NACK_CHAIN"] = 4;
            return values;
        })();

        v1.Nack = (function() {

            /**
             * Properties of a Nack.
             * @typedef {Object} hostwire.v1.Nack.$Properties
             * @property {number|null} [seq] Nack seq
             * @property {hostwire.v1.NackCode|null} [code] Nack code
             * @property {string|null} [detail] Nack detail
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Nack.
             * @memberof hostwire.v1
             * @interface INack
             * @augments hostwire.v1.Nack.$Properties
             * @deprecated Use hostwire.v1.Nack.$Properties instead.
             */

            /**
             * Shape of a Nack.
             * @typedef {hostwire.v1.Nack.$Properties} hostwire.v1.Nack.$Shape
             */

            /**
             * Constructs a new Nack.
             * @memberof hostwire.v1
             * @classdesc Represents a Nack.
             * @constructor
             * @param {hostwire.v1.Nack.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Nack = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Nack seq.
             * @member {number} seq
             * @memberof hostwire.v1.Nack
             * @instance
             */
            Nack.prototype.seq = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Nack code.
             * @member {hostwire.v1.NackCode} code
             * @memberof hostwire.v1.Nack
             * @instance
             */
            Nack.prototype.code = 0;

            /**
             * Nack detail.
             * @member {string} detail
             * @memberof hostwire.v1.Nack
             * @instance
             */
            Nack.prototype.detail = "";

            /**
             * Encodes the specified Nack message. Does not implicitly {@link hostwire.v1.Nack.verify|verify} messages.
             * @function encode
             * @memberof hostwire.v1.Nack
             * @static
             * @param {hostwire.v1.Nack.$Properties} message Nack message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Nack.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.seq != null && $Object.hasOwnProperty.call(message, "seq") && (typeof message.seq === "object" ? message.seq.low || message.seq.high : message.seq !== 0))
                    writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.seq);
                if (message.code != null && $Object.hasOwnProperty.call(message, "code") && message.code !== 0)
                    writer.uint32(/* id 2, wireType 0 =*/16).int32(message.code);
                if (message.detail != null && $Object.hasOwnProperty.call(message, "detail") && message.detail !== "")
                    writer.uint32(/* id 3, wireType 2 =*/26).string(message.detail);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Nack message from the specified reader or buffer.
             * @function decode
             * @memberof hostwire.v1.Nack
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {hostwire.v1.Nack & hostwire.v1.Nack.$Shape} Nack
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Nack.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.hostwire.v1.Nack();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.seq = value;
                            else
                                delete message.seq;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.code = value;
                            else
                                delete message.code;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.detail = value;
                            else
                                delete message.detail;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Nack;
        })();

        /**
         * GapReason enum.
         * @name hostwire.v1.GapReason
         * @enum {number}
         * @property {number} GAP_UNSPECIFIED=0 GAP_UNSPECIFIED value
         * @property {number} GAP_AGENT_STOPPED=1 GAP_AGENT_STOPPED value
         * @property {number} GAP_AGENT_KILLED=2 GAP_AGENT_KILLED value
         * @property {number} GAP_HOST_OFF=3 GAP_HOST_OFF value
         * @property {number} GAP_SUSPENDED=4 GAP_SUSPENDED value
         * @property {number} GAP_CLOCK_JUMP=5 GAP_CLOCK_JUMP value
         * @property {number} GAP_SPOOL_FULL=6 GAP_SPOOL_FULL value
         * @property {number} GAP_SPOOL_DAMAGED=7 GAP_SPOOL_DAMAGED value
         * @property {number} GAP_DATABASE_LOST=8 GAP_DATABASE_LOST value
         * @property {number} GAP_REFUSED=9 GAP_REFUSED value
         * @property {number} GAP_BACKLOG=10 GAP_BACKLOG value
         * @property {number} GAP_SAMPLE_LOST=11 GAP_SAMPLE_LOST value
         */
        v1.GapReason = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "GAP_UNSPECIFIED"] = 0;
            values[valuesById[1] = "GAP_AGENT_STOPPED"] = 1;
            values[valuesById[2] = "GAP_AGENT_KILLED"] = 2;
            values[valuesById[3] = "GAP_HOST_OFF"] = 3;
            values[valuesById[4] = "GAP_SUSPENDED"] = 4;
            values[valuesById[5] = "GAP_CLOCK_JUMP"] = 5;
            values[valuesById[6] = "GAP_SPOOL_FULL"] = 6;
            values[valuesById[7] = "GAP_SPOOL_DAMAGED"] = 7;
            values[valuesById[8] = "GAP_DATABASE_LOST"] = 8;
            values[valuesById[9] = "GAP_REFUSED"] = 9;
            values[valuesById[10] = "GAP_BACKLOG"] = 10;
            values[valuesById[11] = "GAP_SAMPLE_LOST"] = 11;
            return values;
        })();

        v1.Gap = (function() {

            /**
             * Properties of a Gap.
             * @typedef {Object} hostwire.v1.Gap.$Properties
             * @property {number|null} [firstSeq] Gap firstSeq
             * @property {number|null} [lastSeq] Gap lastSeq
             * @property {number|null} [day] Gap day
             * @property {number|null} [fromMs] Gap fromMs
             * @property {number|null} [toMs] Gap toMs
             * @property {hostwire.v1.GapReason|null} [reason] Gap reason
             * @property {Uint8Array|null} [prevHash] Gap prevHash
             * @property {number|null} [createdMs] Gap createdMs
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Gap.
             * @memberof hostwire.v1
             * @interface IGap
             * @augments hostwire.v1.Gap.$Properties
             * @deprecated Use hostwire.v1.Gap.$Properties instead.
             */

            /**
             * Shape of a Gap.
             * @typedef {hostwire.v1.Gap.$Properties} hostwire.v1.Gap.$Shape
             */

            /**
             * Constructs a new Gap.
             * @memberof hostwire.v1
             * @classdesc Represents a Gap.
             * @constructor
             * @param {hostwire.v1.Gap.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Gap = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Gap firstSeq.
             * @member {number} firstSeq
             * @memberof hostwire.v1.Gap
             * @instance
             */
            Gap.prototype.firstSeq = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Gap lastSeq.
             * @member {number} lastSeq
             * @memberof hostwire.v1.Gap
             * @instance
             */
            Gap.prototype.lastSeq = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Gap day.
             * @member {number} day
             * @memberof hostwire.v1.Gap
             * @instance
             */
            Gap.prototype.day = 0;

            /**
             * Gap fromMs.
             * @member {number} fromMs
             * @memberof hostwire.v1.Gap
             * @instance
             */
            Gap.prototype.fromMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Gap toMs.
             * @member {number} toMs
             * @memberof hostwire.v1.Gap
             * @instance
             */
            Gap.prototype.toMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Gap reason.
             * @member {hostwire.v1.GapReason} reason
             * @memberof hostwire.v1.Gap
             * @instance
             */
            Gap.prototype.reason = 0;

            /**
             * Gap prevHash.
             * @member {Uint8Array} prevHash
             * @memberof hostwire.v1.Gap
             * @instance
             */
            Gap.prototype.prevHash = $util.newBuffer([]);

            /**
             * Gap createdMs.
             * @member {number} createdMs
             * @memberof hostwire.v1.Gap
             * @instance
             */
            Gap.prototype.createdMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Encodes the specified Gap message. Does not implicitly {@link hostwire.v1.Gap.verify|verify} messages.
             * @function encode
             * @memberof hostwire.v1.Gap
             * @static
             * @param {hostwire.v1.Gap.$Properties} message Gap message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Gap.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.firstSeq != null && $Object.hasOwnProperty.call(message, "firstSeq") && (typeof message.firstSeq === "object" ? message.firstSeq.low || message.firstSeq.high : message.firstSeq !== 0))
                    writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.firstSeq);
                if (message.lastSeq != null && $Object.hasOwnProperty.call(message, "lastSeq") && (typeof message.lastSeq === "object" ? message.lastSeq.low || message.lastSeq.high : message.lastSeq !== 0))
                    writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.lastSeq);
                if (message.day != null && $Object.hasOwnProperty.call(message, "day") && message.day !== 0)
                    writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.day);
                if (message.fromMs != null && $Object.hasOwnProperty.call(message, "fromMs") && (typeof message.fromMs === "object" ? message.fromMs.low || message.fromMs.high : message.fromMs !== 0))
                    writer.uint32(/* id 4, wireType 0 =*/32).uint64(message.fromMs);
                if (message.toMs != null && $Object.hasOwnProperty.call(message, "toMs") && (typeof message.toMs === "object" ? message.toMs.low || message.toMs.high : message.toMs !== 0))
                    writer.uint32(/* id 5, wireType 0 =*/40).uint64(message.toMs);
                if (message.reason != null && $Object.hasOwnProperty.call(message, "reason") && message.reason !== 0)
                    writer.uint32(/* id 6, wireType 0 =*/48).int32(message.reason);
                if (message.prevHash != null && $Object.hasOwnProperty.call(message, "prevHash") && message.prevHash.length)
                    writer.uint32(/* id 7, wireType 2 =*/58).bytes(message.prevHash);
                if (message.createdMs != null && $Object.hasOwnProperty.call(message, "createdMs") && (typeof message.createdMs === "object" ? message.createdMs.low || message.createdMs.high : message.createdMs !== 0))
                    writer.uint32(/* id 8, wireType 0 =*/64).uint64(message.createdMs);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Gap message from the specified reader or buffer.
             * @function decode
             * @memberof hostwire.v1.Gap
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {hostwire.v1.Gap & hostwire.v1.Gap.$Shape} Gap
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Gap.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.hostwire.v1.Gap();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.firstSeq = value;
                            else
                                delete message.firstSeq;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.lastSeq = value;
                            else
                                delete message.lastSeq;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.day = value;
                            else
                                delete message.day;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.fromMs = value;
                            else
                                delete message.fromMs;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.toMs = value;
                            else
                                delete message.toMs;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.reason = value;
                            else
                                delete message.reason;
                            continue;
                        }
                    case 7: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.prevHash = value;
                            else
                                delete message.prevHash;
                            continue;
                        }
                    case 8: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.createdMs = value;
                            else
                                delete message.createdMs;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Gap;
        })();

        v1.Settings = (function() {

            /**
             * Properties of a Settings.
             * @typedef {Object} hostwire.v1.Settings.$Properties
             * @property {number|null} [version] Settings version
             * @property {number|null} [intervalMs] Settings intervalMs
             * @property {number|null} [flushMs] Settings flushMs
             * @property {Array.<hostwire.v1.GroupSettings.$Properties>|null} [groups] Settings groups
             * @property {Array.<hostwire.v1.NameFilter.$Properties>|null} [filters] Settings filters
             * @property {number|null} [budgetCpuCenti] Settings budgetCpuCenti
             * @property {number|null} [budgetRssMb] Settings budgetRssMb
             * @property {number|null} [processTop] Settings processTop
             * @property {string|null} [upgradeVersion] Settings upgradeVersion
             * @property {Array.<hostwire.v1.NumberSetting.$Properties>|null} [numbers] Settings numbers
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Settings.
             * @memberof hostwire.v1
             * @interface ISettings
             * @augments hostwire.v1.Settings.$Properties
             * @deprecated Use hostwire.v1.Settings.$Properties instead.
             */

            /**
             * Shape of a Settings.
             * @typedef {hostwire.v1.Settings.$Properties} hostwire.v1.Settings.$Shape
             */

            /**
             * Constructs a new Settings.
             * @memberof hostwire.v1
             * @classdesc Represents a Settings.
             * @constructor
             * @param {hostwire.v1.Settings.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Settings = function (properties) {
                this.groups = [];
                this.filters = [];
                this.numbers = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Settings version.
             * @member {number} version
             * @memberof hostwire.v1.Settings
             * @instance
             */
            Settings.prototype.version = 0;

            /**
             * Settings intervalMs.
             * @member {number} intervalMs
             * @memberof hostwire.v1.Settings
             * @instance
             */
            Settings.prototype.intervalMs = 0;

            /**
             * Settings flushMs.
             * @member {number} flushMs
             * @memberof hostwire.v1.Settings
             * @instance
             */
            Settings.prototype.flushMs = 0;

            /**
             * Settings groups.
             * @member {Array.<hostwire.v1.GroupSettings.$Properties>} groups
             * @memberof hostwire.v1.Settings
             * @instance
             */
            Settings.prototype.groups = $util.emptyArray;

            /**
             * Settings filters.
             * @member {Array.<hostwire.v1.NameFilter.$Properties>} filters
             * @memberof hostwire.v1.Settings
             * @instance
             */
            Settings.prototype.filters = $util.emptyArray;

            /**
             * Settings budgetCpuCenti.
             * @member {number} budgetCpuCenti
             * @memberof hostwire.v1.Settings
             * @instance
             */
            Settings.prototype.budgetCpuCenti = 0;

            /**
             * Settings budgetRssMb.
             * @member {number} budgetRssMb
             * @memberof hostwire.v1.Settings
             * @instance
             */
            Settings.prototype.budgetRssMb = 0;

            /**
             * Settings processTop.
             * @member {number} processTop
             * @memberof hostwire.v1.Settings
             * @instance
             */
            Settings.prototype.processTop = 0;

            /**
             * Settings upgradeVersion.
             * @member {string} upgradeVersion
             * @memberof hostwire.v1.Settings
             * @instance
             */
            Settings.prototype.upgradeVersion = "";

            /**
             * Settings numbers.
             * @member {Array.<hostwire.v1.NumberSetting.$Properties>} numbers
             * @memberof hostwire.v1.Settings
             * @instance
             */
            Settings.prototype.numbers = $util.emptyArray;

            /**
             * Encodes the specified Settings message. Does not implicitly {@link hostwire.v1.Settings.verify|verify} messages.
             * @function encode
             * @memberof hostwire.v1.Settings
             * @static
             * @param {hostwire.v1.Settings.$Properties} message Settings message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Settings.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.version != null && $Object.hasOwnProperty.call(message, "version") && message.version !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.version);
                if (message.intervalMs != null && $Object.hasOwnProperty.call(message, "intervalMs") && message.intervalMs !== 0)
                    writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.intervalMs);
                if (message.flushMs != null && $Object.hasOwnProperty.call(message, "flushMs") && message.flushMs !== 0)
                    writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.flushMs);
                if (message.groups != null && message.groups.length)
                    for (let i = 0; i < message.groups.length; ++i)
                        $root.hostwire.v1.GroupSettings.encode(message.groups[i], writer.uint32(/* id 4, wireType 2 =*/34).fork(), _depth + 1).ldelim();
                if (message.filters != null && message.filters.length)
                    for (let i = 0; i < message.filters.length; ++i)
                        $root.hostwire.v1.NameFilter.encode(message.filters[i], writer.uint32(/* id 5, wireType 2 =*/42).fork(), _depth + 1).ldelim();
                if (message.budgetCpuCenti != null && $Object.hasOwnProperty.call(message, "budgetCpuCenti") && message.budgetCpuCenti !== 0)
                    writer.uint32(/* id 6, wireType 0 =*/48).uint32(message.budgetCpuCenti);
                if (message.budgetRssMb != null && $Object.hasOwnProperty.call(message, "budgetRssMb") && message.budgetRssMb !== 0)
                    writer.uint32(/* id 7, wireType 0 =*/56).uint32(message.budgetRssMb);
                if (message.processTop != null && $Object.hasOwnProperty.call(message, "processTop") && message.processTop !== 0)
                    writer.uint32(/* id 8, wireType 0 =*/64).uint32(message.processTop);
                if (message.upgradeVersion != null && $Object.hasOwnProperty.call(message, "upgradeVersion") && message.upgradeVersion !== "")
                    writer.uint32(/* id 9, wireType 2 =*/74).string(message.upgradeVersion);
                if (message.numbers != null && message.numbers.length)
                    for (let i = 0; i < message.numbers.length; ++i)
                        $root.hostwire.v1.NumberSetting.encode(message.numbers[i], writer.uint32(/* id 10, wireType 2 =*/82).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Settings message from the specified reader or buffer.
             * @function decode
             * @memberof hostwire.v1.Settings
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {hostwire.v1.Settings & hostwire.v1.Settings.$Shape} Settings
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Settings.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.hostwire.v1.Settings();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.version = value;
                            else
                                delete message.version;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.intervalMs = value;
                            else
                                delete message.intervalMs;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.flushMs = value;
                            else
                                delete message.flushMs;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if (!(message.groups && message.groups.length))
                                message.groups = [];
                            message.groups.push($root.hostwire.v1.GroupSettings.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            if (!(message.filters && message.filters.length))
                                message.filters = [];
                            message.filters.push($root.hostwire.v1.NameFilter.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 6: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.budgetCpuCenti = value;
                            else
                                delete message.budgetCpuCenti;
                            continue;
                        }
                    case 7: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.budgetRssMb = value;
                            else
                                delete message.budgetRssMb;
                            continue;
                        }
                    case 8: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.processTop = value;
                            else
                                delete message.processTop;
                            continue;
                        }
                    case 9: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.upgradeVersion = value;
                            else
                                delete message.upgradeVersion;
                            continue;
                        }
                    case 10: {
                            if (wireType !== 2)
                                break;
                            if (!(message.numbers && message.numbers.length))
                                message.numbers = [];
                            message.numbers.push($root.hostwire.v1.NumberSetting.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Settings;
        })();

        v1.NumberSetting = (function() {

            /**
             * Properties of a NumberSetting.
             * @typedef {Object} hostwire.v1.NumberSetting.$Properties
             * @property {string|null} [key] NumberSetting key
             * @property {number|null} [value] NumberSetting value
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a NumberSetting.
             * @memberof hostwire.v1
             * @interface INumberSetting
             * @augments hostwire.v1.NumberSetting.$Properties
             * @deprecated Use hostwire.v1.NumberSetting.$Properties instead.
             */

            /**
             * Shape of a NumberSetting.
             * @typedef {hostwire.v1.NumberSetting.$Properties} hostwire.v1.NumberSetting.$Shape
             */

            /**
             * Constructs a new NumberSetting.
             * @memberof hostwire.v1
             * @classdesc Represents a NumberSetting.
             * @constructor
             * @param {hostwire.v1.NumberSetting.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const NumberSetting = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * NumberSetting key.
             * @member {string} key
             * @memberof hostwire.v1.NumberSetting
             * @instance
             */
            NumberSetting.prototype.key = "";

            /**
             * NumberSetting value.
             * @member {number} value
             * @memberof hostwire.v1.NumberSetting
             * @instance
             */
            NumberSetting.prototype.value = 0;

            /**
             * Encodes the specified NumberSetting message. Does not implicitly {@link hostwire.v1.NumberSetting.verify|verify} messages.
             * @function encode
             * @memberof hostwire.v1.NumberSetting
             * @static
             * @param {hostwire.v1.NumberSetting.$Properties} message NumberSetting message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            NumberSetting.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.key != null && $Object.hasOwnProperty.call(message, "key") && message.key !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.key);
                if (message.value != null && $Object.hasOwnProperty.call(message, "value") && !$Object.is(message.value, 0))
                    writer.uint32(/* id 2, wireType 1 =*/17).double(message.value);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a NumberSetting message from the specified reader or buffer.
             * @function decode
             * @memberof hostwire.v1.NumberSetting
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {hostwire.v1.NumberSetting & hostwire.v1.NumberSetting.$Shape} NumberSetting
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            NumberSetting.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.hostwire.v1.NumberSetting();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.key = value;
                            else
                                delete message.key;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.value = value;
                            else
                                delete message.value;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return NumberSetting;
        })();

        v1.GroupSettings = (function() {

            /**
             * Properties of a GroupSettings.
             * @typedef {Object} hostwire.v1.GroupSettings.$Properties
             * @property {string|null} [group] GroupSettings group
             * @property {boolean|null} [off] GroupSettings off
             * @property {number|null} [intervalMs] GroupSettings intervalMs
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a GroupSettings.
             * @memberof hostwire.v1
             * @interface IGroupSettings
             * @augments hostwire.v1.GroupSettings.$Properties
             * @deprecated Use hostwire.v1.GroupSettings.$Properties instead.
             */

            /**
             * Shape of a GroupSettings.
             * @typedef {hostwire.v1.GroupSettings.$Properties} hostwire.v1.GroupSettings.$Shape
             */

            /**
             * Constructs a new GroupSettings.
             * @memberof hostwire.v1
             * @classdesc Represents a GroupSettings.
             * @constructor
             * @param {hostwire.v1.GroupSettings.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const GroupSettings = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * GroupSettings group.
             * @member {string} group
             * @memberof hostwire.v1.GroupSettings
             * @instance
             */
            GroupSettings.prototype.group = "";

            /**
             * GroupSettings off.
             * @member {boolean} off
             * @memberof hostwire.v1.GroupSettings
             * @instance
             */
            GroupSettings.prototype.off = false;

            /**
             * GroupSettings intervalMs.
             * @member {number} intervalMs
             * @memberof hostwire.v1.GroupSettings
             * @instance
             */
            GroupSettings.prototype.intervalMs = 0;

            /**
             * Encodes the specified GroupSettings message. Does not implicitly {@link hostwire.v1.GroupSettings.verify|verify} messages.
             * @function encode
             * @memberof hostwire.v1.GroupSettings
             * @static
             * @param {hostwire.v1.GroupSettings.$Properties} message GroupSettings message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            GroupSettings.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.group != null && $Object.hasOwnProperty.call(message, "group") && message.group !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.group);
                if (message.off != null && $Object.hasOwnProperty.call(message, "off") && message.off !== false)
                    writer.uint32(/* id 2, wireType 0 =*/16).bool(message.off);
                if (message.intervalMs != null && $Object.hasOwnProperty.call(message, "intervalMs") && message.intervalMs !== 0)
                    writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.intervalMs);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a GroupSettings message from the specified reader or buffer.
             * @function decode
             * @memberof hostwire.v1.GroupSettings
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {hostwire.v1.GroupSettings & hostwire.v1.GroupSettings.$Shape} GroupSettings
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            GroupSettings.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.hostwire.v1.GroupSettings();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.group = value;
                            else
                                delete message.group;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.off = value;
                            else
                                delete message.off;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.intervalMs = value;
                            else
                                delete message.intervalMs;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return GroupSettings;
        })();

        v1.NameFilter = (function() {

            /**
             * Properties of a NameFilter.
             * @typedef {Object} hostwire.v1.NameFilter.$Properties
             * @property {string|null} [subject] NameFilter subject
             * @property {Array.<string>|null} [include] NameFilter include
             * @property {Array.<string>|null} [exclude] NameFilter exclude
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a NameFilter.
             * @memberof hostwire.v1
             * @interface INameFilter
             * @augments hostwire.v1.NameFilter.$Properties
             * @deprecated Use hostwire.v1.NameFilter.$Properties instead.
             */

            /**
             * Shape of a NameFilter.
             * @typedef {hostwire.v1.NameFilter.$Properties} hostwire.v1.NameFilter.$Shape
             */

            /**
             * Constructs a new NameFilter.
             * @memberof hostwire.v1
             * @classdesc Represents a NameFilter.
             * @constructor
             * @param {hostwire.v1.NameFilter.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const NameFilter = function (properties) {
                this.include = [];
                this.exclude = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * NameFilter subject.
             * @member {string} subject
             * @memberof hostwire.v1.NameFilter
             * @instance
             */
            NameFilter.prototype.subject = "";

            /**
             * NameFilter include.
             * @member {Array.<string>} include
             * @memberof hostwire.v1.NameFilter
             * @instance
             */
            NameFilter.prototype.include = $util.emptyArray;

            /**
             * NameFilter exclude.
             * @member {Array.<string>} exclude
             * @memberof hostwire.v1.NameFilter
             * @instance
             */
            NameFilter.prototype.exclude = $util.emptyArray;

            /**
             * Encodes the specified NameFilter message. Does not implicitly {@link hostwire.v1.NameFilter.verify|verify} messages.
             * @function encode
             * @memberof hostwire.v1.NameFilter
             * @static
             * @param {hostwire.v1.NameFilter.$Properties} message NameFilter message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            NameFilter.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.subject != null && $Object.hasOwnProperty.call(message, "subject") && message.subject !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.subject);
                if (message.include != null && message.include.length)
                    for (let i = 0; i < message.include.length; ++i)
                        writer.uint32(/* id 2, wireType 2 =*/18).string(message.include[i]);
                if (message.exclude != null && message.exclude.length)
                    for (let i = 0; i < message.exclude.length; ++i)
                        writer.uint32(/* id 3, wireType 2 =*/26).string(message.exclude[i]);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a NameFilter message from the specified reader or buffer.
             * @function decode
             * @memberof hostwire.v1.NameFilter
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {hostwire.v1.NameFilter & hostwire.v1.NameFilter.$Shape} NameFilter
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            NameFilter.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.hostwire.v1.NameFilter();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.subject = value;
                            else
                                delete message.subject;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if (!(message.include && message.include.length))
                                message.include = [];
                            message.include.push(reader.stringVerify());
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if (!(message.exclude && message.exclude.length))
                                message.exclude = [];
                            message.exclude.push(reader.stringVerify());
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return NameFilter;
        })();

        /**
         * GoAwayReason enum.
         * @name hostwire.v1.GoAwayReason
         * @enum {number}
         * @property {number} GO_AWAY_UNSPECIFIED=0 GO_AWAY_UNSPECIFIED value
         * @property {number} GO_AWAY_RESTART=1 GO_AWAY_RESTART value
         * @property {number} GO_AWAY_REVOKED=2 GO_AWAY_REVOKED value
         * @property {number} GO_AWAY_TAKEN_OVER=3 GO_AWAY_TAKEN_OVER value
         * @property {number} GO_AWAY_PROTOCOL=4 GO_AWAY_PROTOCOL value
         * @property {number} GO_AWAY_OVERLOAD=5 GO_AWAY_OVERLOAD value
         * @property {number} GO_AWAY_CLONE=6 GO_AWAY_CLONE value
         */
        v1.GoAwayReason = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "GO_AWAY_UNSPECIFIED"] = 0;
            values[valuesById[1] = "GO_AWAY_RESTART"] = 1;
            values[valuesById[2] = "GO_AWAY_REVOKED"] = 2;
            values[valuesById[3] = "GO_AWAY_TAKEN_OVER"] = 3;
            values[valuesById[4] = "GO_AWAY_PROTOCOL"] = 4;
            values[valuesById[5] = "GO_AWAY_OVERLOAD"] = 5;
            values[valuesById[6] = "GO_AWAY_CLONE"] = 6;
            return values;
        })();

        v1.GoAway = (function() {

            /**
             * Properties of a GoAway.
             * @typedef {Object} hostwire.v1.GoAway.$Properties
             * @property {hostwire.v1.GoAwayReason|null} [reason] GoAway reason
             * @property {number|null} [retryMinMs] GoAway retryMinMs
             * @property {number|null} [retryMaxMs] GoAway retryMaxMs
             * @property {string|null} [detail] GoAway detail
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a GoAway.
             * @memberof hostwire.v1
             * @interface IGoAway
             * @augments hostwire.v1.GoAway.$Properties
             * @deprecated Use hostwire.v1.GoAway.$Properties instead.
             */

            /**
             * Shape of a GoAway.
             * @typedef {hostwire.v1.GoAway.$Properties} hostwire.v1.GoAway.$Shape
             */

            /**
             * Constructs a new GoAway.
             * @memberof hostwire.v1
             * @classdesc Represents a GoAway.
             * @constructor
             * @param {hostwire.v1.GoAway.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const GoAway = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * GoAway reason.
             * @member {hostwire.v1.GoAwayReason} reason
             * @memberof hostwire.v1.GoAway
             * @instance
             */
            GoAway.prototype.reason = 0;

            /**
             * GoAway retryMinMs.
             * @member {number} retryMinMs
             * @memberof hostwire.v1.GoAway
             * @instance
             */
            GoAway.prototype.retryMinMs = 0;

            /**
             * GoAway retryMaxMs.
             * @member {number} retryMaxMs
             * @memberof hostwire.v1.GoAway
             * @instance
             */
            GoAway.prototype.retryMaxMs = 0;

            /**
             * GoAway detail.
             * @member {string} detail
             * @memberof hostwire.v1.GoAway
             * @instance
             */
            GoAway.prototype.detail = "";

            /**
             * Encodes the specified GoAway message. Does not implicitly {@link hostwire.v1.GoAway.verify|verify} messages.
             * @function encode
             * @memberof hostwire.v1.GoAway
             * @static
             * @param {hostwire.v1.GoAway.$Properties} message GoAway message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            GoAway.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.reason != null && $Object.hasOwnProperty.call(message, "reason") && message.reason !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).int32(message.reason);
                if (message.retryMinMs != null && $Object.hasOwnProperty.call(message, "retryMinMs") && message.retryMinMs !== 0)
                    writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.retryMinMs);
                if (message.retryMaxMs != null && $Object.hasOwnProperty.call(message, "retryMaxMs") && message.retryMaxMs !== 0)
                    writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.retryMaxMs);
                if (message.detail != null && $Object.hasOwnProperty.call(message, "detail") && message.detail !== "")
                    writer.uint32(/* id 4, wireType 2 =*/34).string(message.detail);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a GoAway message from the specified reader or buffer.
             * @function decode
             * @memberof hostwire.v1.GoAway
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {hostwire.v1.GoAway & hostwire.v1.GoAway.$Shape} GoAway
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            GoAway.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.hostwire.v1.GoAway();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.reason = value;
                            else
                                delete message.reason;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.retryMinMs = value;
                            else
                                delete message.retryMinMs;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.retryMaxMs = value;
                            else
                                delete message.retryMaxMs;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.detail = value;
                            else
                                delete message.detail;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return GoAway;
        })();

        v1.Issues = (function() {

            /**
             * Properties of an Issues.
             * @typedef {Object} hostwire.v1.Issues.$Properties
             * @property {Array.<hostwire.v1.Issue.$Properties>|null} [issues] Issues issues
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an Issues.
             * @memberof hostwire.v1
             * @interface IIssues
             * @augments hostwire.v1.Issues.$Properties
             * @deprecated Use hostwire.v1.Issues.$Properties instead.
             */

            /**
             * Shape of an Issues.
             * @typedef {hostwire.v1.Issues.$Properties} hostwire.v1.Issues.$Shape
             */

            /**
             * Constructs a new Issues.
             * @memberof hostwire.v1
             * @classdesc Represents an Issues.
             * @constructor
             * @param {hostwire.v1.Issues.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Issues = function (properties) {
                this.issues = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Issues issues.
             * @member {Array.<hostwire.v1.Issue.$Properties>} issues
             * @memberof hostwire.v1.Issues
             * @instance
             */
            Issues.prototype.issues = $util.emptyArray;

            /**
             * Encodes the specified Issues message. Does not implicitly {@link hostwire.v1.Issues.verify|verify} messages.
             * @function encode
             * @memberof hostwire.v1.Issues
             * @static
             * @param {hostwire.v1.Issues.$Properties} message Issues message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Issues.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.issues != null && message.issues.length)
                    for (let i = 0; i < message.issues.length; ++i)
                        $root.hostwire.v1.Issue.encode(message.issues[i], writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an Issues message from the specified reader or buffer.
             * @function decode
             * @memberof hostwire.v1.Issues
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {hostwire.v1.Issues & hostwire.v1.Issues.$Shape} Issues
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Issues.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.hostwire.v1.Issues();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if (!(message.issues && message.issues.length))
                                message.issues = [];
                            message.issues.push($root.hostwire.v1.Issue.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Issues;
        })();

        v1.Issue = (function() {

            /**
             * Properties of an Issue.
             * @typedef {Object} hostwire.v1.Issue.$Properties
             * @property {string|null} [group] Issue group
             * @property {string|null} [device] Issue device
             * @property {string|null} [column] Issue column
             * @property {string|null} [code] Issue code
             * @property {string|null} [message] Issue message
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an Issue.
             * @memberof hostwire.v1
             * @interface IIssue
             * @augments hostwire.v1.Issue.$Properties
             * @deprecated Use hostwire.v1.Issue.$Properties instead.
             */

            /**
             * Shape of an Issue.
             * @typedef {hostwire.v1.Issue.$Properties} hostwire.v1.Issue.$Shape
             */

            /**
             * Constructs a new Issue.
             * @memberof hostwire.v1
             * @classdesc Represents an Issue.
             * @constructor
             * @param {hostwire.v1.Issue.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Issue = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Issue group.
             * @member {string} group
             * @memberof hostwire.v1.Issue
             * @instance
             */
            Issue.prototype.group = "";

            /**
             * Issue device.
             * @member {string} device
             * @memberof hostwire.v1.Issue
             * @instance
             */
            Issue.prototype.device = "";

            /**
             * Issue column.
             * @member {string} column
             * @memberof hostwire.v1.Issue
             * @instance
             */
            Issue.prototype.column = "";

            /**
             * Issue code.
             * @member {string} code
             * @memberof hostwire.v1.Issue
             * @instance
             */
            Issue.prototype.code = "";

            /**
             * Issue message.
             * @member {string} message
             * @memberof hostwire.v1.Issue
             * @instance
             */
            Issue.prototype.message = "";

            /**
             * Encodes the specified Issue message. Does not implicitly {@link hostwire.v1.Issue.verify|verify} messages.
             * @function encode
             * @memberof hostwire.v1.Issue
             * @static
             * @param {hostwire.v1.Issue.$Properties} message Issue message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Issue.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.group != null && $Object.hasOwnProperty.call(message, "group") && message.group !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.group);
                if (message.device != null && $Object.hasOwnProperty.call(message, "device") && message.device !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.device);
                if (message.column != null && $Object.hasOwnProperty.call(message, "column") && message.column !== "")
                    writer.uint32(/* id 3, wireType 2 =*/26).string(message.column);
                if (message.code != null && $Object.hasOwnProperty.call(message, "code") && message.code !== "")
                    writer.uint32(/* id 4, wireType 2 =*/34).string(message.code);
                if (message.message != null && $Object.hasOwnProperty.call(message, "message") && message.message !== "")
                    writer.uint32(/* id 5, wireType 2 =*/42).string(message.message);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an Issue message from the specified reader or buffer.
             * @function decode
             * @memberof hostwire.v1.Issue
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {hostwire.v1.Issue & hostwire.v1.Issue.$Shape} Issue
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Issue.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.hostwire.v1.Issue();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.group = value;
                            else
                                delete message.group;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.device = value;
                            else
                                delete message.device;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.column = value;
                            else
                                delete message.column;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.code = value;
                            else
                                delete message.code;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.message = value;
                            else
                                delete message.message;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Issue;
        })();

        v1.Inventory = (function() {

            /**
             * Properties of an Inventory.
             * @typedef {Object} hostwire.v1.Inventory.$Properties
             * @property {string|null} [hostname] Inventory hostname
             * @property {string|null} [os] Inventory os
             * @property {string|null} [kernel] Inventory kernel
             * @property {string|null} [arch] Inventory arch
             * @property {string|null} [bootId] Inventory bootId
             * @property {number|null} [bootedMs] Inventory bootedMs
             * @property {string|null} [cpuModel] Inventory cpuModel
             * @property {number|null} [cpuCores] Inventory cpuCores
             * @property {number|null} [cpuPhysicalCores] Inventory cpuPhysicalCores
             * @property {number|null} [cpuSockets] Inventory cpuSockets
             * @property {number|null} [memoryBytes] Inventory memoryBytes
             * @property {string|null} [virtualisation] Inventory virtualisation
             * @property {string|null} [manufacturer] Inventory manufacturer
             * @property {string|null} [model] Inventory model
             * @property {Array.<hostwire.v1.InventoryDisk.$Properties>|null} [disks] Inventory disks
             * @property {Array.<hostwire.v1.InventoryInterface.$Properties>|null} [interfaces] Inventory interfaces
             * @property {Array.<string>|null} [gpus] Inventory gpus
             * @property {string|null} [agentVersion] Inventory agentVersion
             * @property {string|null} [nodeVersion] Inventory nodeVersion
             * @property {string|null} [cloud] Inventory cloud
             * @property {string|null} [container] Inventory container
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an Inventory.
             * @memberof hostwire.v1
             * @interface IInventory
             * @augments hostwire.v1.Inventory.$Properties
             * @deprecated Use hostwire.v1.Inventory.$Properties instead.
             */

            /**
             * Shape of an Inventory.
             * @typedef {hostwire.v1.Inventory.$Properties} hostwire.v1.Inventory.$Shape
             */

            /**
             * Constructs a new Inventory.
             * @memberof hostwire.v1
             * @classdesc Represents an Inventory.
             * @constructor
             * @param {hostwire.v1.Inventory.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Inventory = function (properties) {
                this.disks = [];
                this.interfaces = [];
                this.gpus = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Inventory hostname.
             * @member {string} hostname
             * @memberof hostwire.v1.Inventory
             * @instance
             */
            Inventory.prototype.hostname = "";

            /**
             * Inventory os.
             * @member {string} os
             * @memberof hostwire.v1.Inventory
             * @instance
             */
            Inventory.prototype.os = "";

            /**
             * Inventory kernel.
             * @member {string} kernel
             * @memberof hostwire.v1.Inventory
             * @instance
             */
            Inventory.prototype.kernel = "";

            /**
             * Inventory arch.
             * @member {string} arch
             * @memberof hostwire.v1.Inventory
             * @instance
             */
            Inventory.prototype.arch = "";

            /**
             * Inventory bootId.
             * @member {string} bootId
             * @memberof hostwire.v1.Inventory
             * @instance
             */
            Inventory.prototype.bootId = "";

            /**
             * Inventory bootedMs.
             * @member {number} bootedMs
             * @memberof hostwire.v1.Inventory
             * @instance
             */
            Inventory.prototype.bootedMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Inventory cpuModel.
             * @member {string} cpuModel
             * @memberof hostwire.v1.Inventory
             * @instance
             */
            Inventory.prototype.cpuModel = "";

            /**
             * Inventory cpuCores.
             * @member {number} cpuCores
             * @memberof hostwire.v1.Inventory
             * @instance
             */
            Inventory.prototype.cpuCores = 0;

            /**
             * Inventory cpuPhysicalCores.
             * @member {number} cpuPhysicalCores
             * @memberof hostwire.v1.Inventory
             * @instance
             */
            Inventory.prototype.cpuPhysicalCores = 0;

            /**
             * Inventory cpuSockets.
             * @member {number} cpuSockets
             * @memberof hostwire.v1.Inventory
             * @instance
             */
            Inventory.prototype.cpuSockets = 0;

            /**
             * Inventory memoryBytes.
             * @member {number} memoryBytes
             * @memberof hostwire.v1.Inventory
             * @instance
             */
            Inventory.prototype.memoryBytes = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Inventory virtualisation.
             * @member {string} virtualisation
             * @memberof hostwire.v1.Inventory
             * @instance
             */
            Inventory.prototype.virtualisation = "";

            /**
             * Inventory manufacturer.
             * @member {string} manufacturer
             * @memberof hostwire.v1.Inventory
             * @instance
             */
            Inventory.prototype.manufacturer = "";

            /**
             * Inventory model.
             * @member {string} model
             * @memberof hostwire.v1.Inventory
             * @instance
             */
            Inventory.prototype.model = "";

            /**
             * Inventory disks.
             * @member {Array.<hostwire.v1.InventoryDisk.$Properties>} disks
             * @memberof hostwire.v1.Inventory
             * @instance
             */
            Inventory.prototype.disks = $util.emptyArray;

            /**
             * Inventory interfaces.
             * @member {Array.<hostwire.v1.InventoryInterface.$Properties>} interfaces
             * @memberof hostwire.v1.Inventory
             * @instance
             */
            Inventory.prototype.interfaces = $util.emptyArray;

            /**
             * Inventory gpus.
             * @member {Array.<string>} gpus
             * @memberof hostwire.v1.Inventory
             * @instance
             */
            Inventory.prototype.gpus = $util.emptyArray;

            /**
             * Inventory agentVersion.
             * @member {string} agentVersion
             * @memberof hostwire.v1.Inventory
             * @instance
             */
            Inventory.prototype.agentVersion = "";

            /**
             * Inventory nodeVersion.
             * @member {string} nodeVersion
             * @memberof hostwire.v1.Inventory
             * @instance
             */
            Inventory.prototype.nodeVersion = "";

            /**
             * Inventory cloud.
             * @member {string} cloud
             * @memberof hostwire.v1.Inventory
             * @instance
             */
            Inventory.prototype.cloud = "";

            /**
             * Inventory container.
             * @member {string} container
             * @memberof hostwire.v1.Inventory
             * @instance
             */
            Inventory.prototype.container = "";

            /**
             * Encodes the specified Inventory message. Does not implicitly {@link hostwire.v1.Inventory.verify|verify} messages.
             * @function encode
             * @memberof hostwire.v1.Inventory
             * @static
             * @param {hostwire.v1.Inventory.$Properties} message Inventory message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Inventory.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.hostname != null && $Object.hasOwnProperty.call(message, "hostname") && message.hostname !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.hostname);
                if (message.os != null && $Object.hasOwnProperty.call(message, "os") && message.os !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.os);
                if (message.kernel != null && $Object.hasOwnProperty.call(message, "kernel") && message.kernel !== "")
                    writer.uint32(/* id 3, wireType 2 =*/26).string(message.kernel);
                if (message.arch != null && $Object.hasOwnProperty.call(message, "arch") && message.arch !== "")
                    writer.uint32(/* id 4, wireType 2 =*/34).string(message.arch);
                if (message.bootId != null && $Object.hasOwnProperty.call(message, "bootId") && message.bootId !== "")
                    writer.uint32(/* id 5, wireType 2 =*/42).string(message.bootId);
                if (message.bootedMs != null && $Object.hasOwnProperty.call(message, "bootedMs") && (typeof message.bootedMs === "object" ? message.bootedMs.low || message.bootedMs.high : message.bootedMs !== 0))
                    writer.uint32(/* id 6, wireType 0 =*/48).uint64(message.bootedMs);
                if (message.cpuModel != null && $Object.hasOwnProperty.call(message, "cpuModel") && message.cpuModel !== "")
                    writer.uint32(/* id 7, wireType 2 =*/58).string(message.cpuModel);
                if (message.cpuCores != null && $Object.hasOwnProperty.call(message, "cpuCores") && message.cpuCores !== 0)
                    writer.uint32(/* id 8, wireType 0 =*/64).uint32(message.cpuCores);
                if (message.cpuPhysicalCores != null && $Object.hasOwnProperty.call(message, "cpuPhysicalCores") && message.cpuPhysicalCores !== 0)
                    writer.uint32(/* id 9, wireType 0 =*/72).uint32(message.cpuPhysicalCores);
                if (message.cpuSockets != null && $Object.hasOwnProperty.call(message, "cpuSockets") && message.cpuSockets !== 0)
                    writer.uint32(/* id 10, wireType 0 =*/80).uint32(message.cpuSockets);
                if (message.memoryBytes != null && $Object.hasOwnProperty.call(message, "memoryBytes") && (typeof message.memoryBytes === "object" ? message.memoryBytes.low || message.memoryBytes.high : message.memoryBytes !== 0))
                    writer.uint32(/* id 11, wireType 0 =*/88).uint64(message.memoryBytes);
                if (message.virtualisation != null && $Object.hasOwnProperty.call(message, "virtualisation") && message.virtualisation !== "")
                    writer.uint32(/* id 12, wireType 2 =*/98).string(message.virtualisation);
                if (message.manufacturer != null && $Object.hasOwnProperty.call(message, "manufacturer") && message.manufacturer !== "")
                    writer.uint32(/* id 13, wireType 2 =*/106).string(message.manufacturer);
                if (message.model != null && $Object.hasOwnProperty.call(message, "model") && message.model !== "")
                    writer.uint32(/* id 14, wireType 2 =*/114).string(message.model);
                if (message.disks != null && message.disks.length)
                    for (let i = 0; i < message.disks.length; ++i)
                        $root.hostwire.v1.InventoryDisk.encode(message.disks[i], writer.uint32(/* id 15, wireType 2 =*/122).fork(), _depth + 1).ldelim();
                if (message.interfaces != null && message.interfaces.length)
                    for (let i = 0; i < message.interfaces.length; ++i)
                        $root.hostwire.v1.InventoryInterface.encode(message.interfaces[i], writer.uint32(/* id 16, wireType 2 =*/130).fork(), _depth + 1).ldelim();
                if (message.gpus != null && message.gpus.length)
                    for (let i = 0; i < message.gpus.length; ++i)
                        writer.uint32(/* id 17, wireType 2 =*/138).string(message.gpus[i]);
                if (message.agentVersion != null && $Object.hasOwnProperty.call(message, "agentVersion") && message.agentVersion !== "")
                    writer.uint32(/* id 18, wireType 2 =*/146).string(message.agentVersion);
                if (message.nodeVersion != null && $Object.hasOwnProperty.call(message, "nodeVersion") && message.nodeVersion !== "")
                    writer.uint32(/* id 19, wireType 2 =*/154).string(message.nodeVersion);
                if (message.cloud != null && $Object.hasOwnProperty.call(message, "cloud") && message.cloud !== "")
                    writer.uint32(/* id 20, wireType 2 =*/162).string(message.cloud);
                if (message.container != null && $Object.hasOwnProperty.call(message, "container") && message.container !== "")
                    writer.uint32(/* id 21, wireType 2 =*/170).string(message.container);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an Inventory message from the specified reader or buffer.
             * @function decode
             * @memberof hostwire.v1.Inventory
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {hostwire.v1.Inventory & hostwire.v1.Inventory.$Shape} Inventory
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Inventory.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.hostwire.v1.Inventory();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.hostname = value;
                            else
                                delete message.hostname;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.os = value;
                            else
                                delete message.os;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.kernel = value;
                            else
                                delete message.kernel;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.arch = value;
                            else
                                delete message.arch;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.bootId = value;
                            else
                                delete message.bootId;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.bootedMs = value;
                            else
                                delete message.bootedMs;
                            continue;
                        }
                    case 7: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.cpuModel = value;
                            else
                                delete message.cpuModel;
                            continue;
                        }
                    case 8: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.cpuCores = value;
                            else
                                delete message.cpuCores;
                            continue;
                        }
                    case 9: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.cpuPhysicalCores = value;
                            else
                                delete message.cpuPhysicalCores;
                            continue;
                        }
                    case 10: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.cpuSockets = value;
                            else
                                delete message.cpuSockets;
                            continue;
                        }
                    case 11: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.memoryBytes = value;
                            else
                                delete message.memoryBytes;
                            continue;
                        }
                    case 12: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.virtualisation = value;
                            else
                                delete message.virtualisation;
                            continue;
                        }
                    case 13: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.manufacturer = value;
                            else
                                delete message.manufacturer;
                            continue;
                        }
                    case 14: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.model = value;
                            else
                                delete message.model;
                            continue;
                        }
                    case 15: {
                            if (wireType !== 2)
                                break;
                            if (!(message.disks && message.disks.length))
                                message.disks = [];
                            message.disks.push($root.hostwire.v1.InventoryDisk.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 16: {
                            if (wireType !== 2)
                                break;
                            if (!(message.interfaces && message.interfaces.length))
                                message.interfaces = [];
                            message.interfaces.push($root.hostwire.v1.InventoryInterface.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 17: {
                            if (wireType !== 2)
                                break;
                            if (!(message.gpus && message.gpus.length))
                                message.gpus = [];
                            message.gpus.push(reader.stringVerify());
                            continue;
                        }
                    case 18: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.agentVersion = value;
                            else
                                delete message.agentVersion;
                            continue;
                        }
                    case 19: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.nodeVersion = value;
                            else
                                delete message.nodeVersion;
                            continue;
                        }
                    case 20: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.cloud = value;
                            else
                                delete message.cloud;
                            continue;
                        }
                    case 21: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.container = value;
                            else
                                delete message.container;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Inventory;
        })();

        v1.InventoryDisk = (function() {

            /**
             * Properties of an InventoryDisk.
             * @typedef {Object} hostwire.v1.InventoryDisk.$Properties
             * @property {string|null} [name] InventoryDisk name
             * @property {string|null} [model] InventoryDisk model
             * @property {number|null} [sizeBytes] InventoryDisk sizeBytes
             * @property {string|null} [type] InventoryDisk type
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an InventoryDisk.
             * @memberof hostwire.v1
             * @interface IInventoryDisk
             * @augments hostwire.v1.InventoryDisk.$Properties
             * @deprecated Use hostwire.v1.InventoryDisk.$Properties instead.
             */

            /**
             * Shape of an InventoryDisk.
             * @typedef {hostwire.v1.InventoryDisk.$Properties} hostwire.v1.InventoryDisk.$Shape
             */

            /**
             * Constructs a new InventoryDisk.
             * @memberof hostwire.v1
             * @classdesc Represents an InventoryDisk.
             * @constructor
             * @param {hostwire.v1.InventoryDisk.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const InventoryDisk = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * InventoryDisk name.
             * @member {string} name
             * @memberof hostwire.v1.InventoryDisk
             * @instance
             */
            InventoryDisk.prototype.name = "";

            /**
             * InventoryDisk model.
             * @member {string} model
             * @memberof hostwire.v1.InventoryDisk
             * @instance
             */
            InventoryDisk.prototype.model = "";

            /**
             * InventoryDisk sizeBytes.
             * @member {number} sizeBytes
             * @memberof hostwire.v1.InventoryDisk
             * @instance
             */
            InventoryDisk.prototype.sizeBytes = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * InventoryDisk type.
             * @member {string} type
             * @memberof hostwire.v1.InventoryDisk
             * @instance
             */
            InventoryDisk.prototype.type = "";

            /**
             * Encodes the specified InventoryDisk message. Does not implicitly {@link hostwire.v1.InventoryDisk.verify|verify} messages.
             * @function encode
             * @memberof hostwire.v1.InventoryDisk
             * @static
             * @param {hostwire.v1.InventoryDisk.$Properties} message InventoryDisk message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            InventoryDisk.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.name != null && $Object.hasOwnProperty.call(message, "name") && message.name !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.name);
                if (message.model != null && $Object.hasOwnProperty.call(message, "model") && message.model !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.model);
                if (message.sizeBytes != null && $Object.hasOwnProperty.call(message, "sizeBytes") && (typeof message.sizeBytes === "object" ? message.sizeBytes.low || message.sizeBytes.high : message.sizeBytes !== 0))
                    writer.uint32(/* id 3, wireType 0 =*/24).uint64(message.sizeBytes);
                if (message.type != null && $Object.hasOwnProperty.call(message, "type") && message.type !== "")
                    writer.uint32(/* id 4, wireType 2 =*/34).string(message.type);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an InventoryDisk message from the specified reader or buffer.
             * @function decode
             * @memberof hostwire.v1.InventoryDisk
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {hostwire.v1.InventoryDisk & hostwire.v1.InventoryDisk.$Shape} InventoryDisk
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            InventoryDisk.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.hostwire.v1.InventoryDisk();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.name = value;
                            else
                                delete message.name;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.model = value;
                            else
                                delete message.model;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.sizeBytes = value;
                            else
                                delete message.sizeBytes;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.type = value;
                            else
                                delete message.type;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return InventoryDisk;
        })();

        v1.InventoryInterface = (function() {

            /**
             * Properties of an InventoryInterface.
             * @typedef {Object} hostwire.v1.InventoryInterface.$Properties
             * @property {string|null} [name] InventoryInterface name
             * @property {string|null} [mac] InventoryInterface mac
             * @property {Array.<string>|null} [addresses] InventoryInterface addresses
             * @property {number|null} [speedMbit] InventoryInterface speedMbit
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an InventoryInterface.
             * @memberof hostwire.v1
             * @interface IInventoryInterface
             * @augments hostwire.v1.InventoryInterface.$Properties
             * @deprecated Use hostwire.v1.InventoryInterface.$Properties instead.
             */

            /**
             * Shape of an InventoryInterface.
             * @typedef {hostwire.v1.InventoryInterface.$Properties} hostwire.v1.InventoryInterface.$Shape
             */

            /**
             * Constructs a new InventoryInterface.
             * @memberof hostwire.v1
             * @classdesc Represents an InventoryInterface.
             * @constructor
             * @param {hostwire.v1.InventoryInterface.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const InventoryInterface = function (properties) {
                this.addresses = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * InventoryInterface name.
             * @member {string} name
             * @memberof hostwire.v1.InventoryInterface
             * @instance
             */
            InventoryInterface.prototype.name = "";

            /**
             * InventoryInterface mac.
             * @member {string} mac
             * @memberof hostwire.v1.InventoryInterface
             * @instance
             */
            InventoryInterface.prototype.mac = "";

            /**
             * InventoryInterface addresses.
             * @member {Array.<string>} addresses
             * @memberof hostwire.v1.InventoryInterface
             * @instance
             */
            InventoryInterface.prototype.addresses = $util.emptyArray;

            /**
             * InventoryInterface speedMbit.
             * @member {number} speedMbit
             * @memberof hostwire.v1.InventoryInterface
             * @instance
             */
            InventoryInterface.prototype.speedMbit = 0;

            /**
             * Encodes the specified InventoryInterface message. Does not implicitly {@link hostwire.v1.InventoryInterface.verify|verify} messages.
             * @function encode
             * @memberof hostwire.v1.InventoryInterface
             * @static
             * @param {hostwire.v1.InventoryInterface.$Properties} message InventoryInterface message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            InventoryInterface.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.name != null && $Object.hasOwnProperty.call(message, "name") && message.name !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.name);
                if (message.mac != null && $Object.hasOwnProperty.call(message, "mac") && message.mac !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.mac);
                if (message.addresses != null && message.addresses.length)
                    for (let i = 0; i < message.addresses.length; ++i)
                        writer.uint32(/* id 3, wireType 2 =*/26).string(message.addresses[i]);
                if (message.speedMbit != null && $Object.hasOwnProperty.call(message, "speedMbit") && message.speedMbit !== 0)
                    writer.uint32(/* id 4, wireType 0 =*/32).uint32(message.speedMbit);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an InventoryInterface message from the specified reader or buffer.
             * @function decode
             * @memberof hostwire.v1.InventoryInterface
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {hostwire.v1.InventoryInterface & hostwire.v1.InventoryInterface.$Shape} InventoryInterface
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            InventoryInterface.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.hostwire.v1.InventoryInterface();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.name = value;
                            else
                                delete message.name;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.mac = value;
                            else
                                delete message.mac;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if (!(message.addresses && message.addresses.length))
                                message.addresses = [];
                            message.addresses.push(reader.stringVerify());
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.speedMbit = value;
                            else
                                delete message.speedMbit;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return InventoryInterface;
        })();

        v1.Resume = (function() {

            /**
             * Properties of a Resume.
             * @typedef {Object} hostwire.v1.Resume.$Properties
             * @property {number|null} [nextSeq] Resume nextSeq
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Resume.
             * @memberof hostwire.v1
             * @interface IResume
             * @augments hostwire.v1.Resume.$Properties
             * @deprecated Use hostwire.v1.Resume.$Properties instead.
             */

            /**
             * Shape of a Resume.
             * @typedef {hostwire.v1.Resume.$Properties} hostwire.v1.Resume.$Shape
             */

            /**
             * Constructs a new Resume.
             * @memberof hostwire.v1
             * @classdesc Represents a Resume.
             * @constructor
             * @param {hostwire.v1.Resume.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Resume = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Resume nextSeq.
             * @member {number} nextSeq
             * @memberof hostwire.v1.Resume
             * @instance
             */
            Resume.prototype.nextSeq = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Encodes the specified Resume message. Does not implicitly {@link hostwire.v1.Resume.verify|verify} messages.
             * @function encode
             * @memberof hostwire.v1.Resume
             * @static
             * @param {hostwire.v1.Resume.$Properties} message Resume message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Resume.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.nextSeq != null && $Object.hasOwnProperty.call(message, "nextSeq") && (typeof message.nextSeq === "object" ? message.nextSeq.low || message.nextSeq.high : message.nextSeq !== 0))
                    writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.nextSeq);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Resume message from the specified reader or buffer.
             * @function decode
             * @memberof hostwire.v1.Resume
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {hostwire.v1.Resume & hostwire.v1.Resume.$Shape} Resume
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Resume.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.hostwire.v1.Resume();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.nextSeq = value;
                            else
                                delete message.nextSeq;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Resume;
        })();

        /**
         * UpgradeState enum.
         * @name hostwire.v1.UpgradeState
         * @enum {number}
         * @property {number} UPGRADE_UNSPECIFIED=0 UPGRADE_UNSPECIFIED value
         * @property {number} UPGRADE_FETCHING=1 UPGRADE_FETCHING value
         * @property {number} UPGRADE_STARTING=2 UPGRADE_STARTING value
         * @property {number} UPGRADE_FAILED=3 UPGRADE_FAILED value
         * @property {number} UPGRADE_IMPOSSIBLE=4 UPGRADE_IMPOSSIBLE value
         */
        v1.UpgradeState = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "UPGRADE_UNSPECIFIED"] = 0;
            values[valuesById[1] = "UPGRADE_FETCHING"] = 1;
            values[valuesById[2] = "UPGRADE_STARTING"] = 2;
            values[valuesById[3] = "UPGRADE_FAILED"] = 3;
            values[valuesById[4] = "UPGRADE_IMPOSSIBLE"] = 4;
            return values;
        })();

        v1.UpgradeReport = (function() {

            /**
             * Properties of an UpgradeReport.
             * @typedef {Object} hostwire.v1.UpgradeReport.$Properties
             * @property {string|null} [version] UpgradeReport version
             * @property {hostwire.v1.UpgradeState|null} [state] UpgradeReport state
             * @property {string|null} [detail] UpgradeReport detail
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an UpgradeReport.
             * @memberof hostwire.v1
             * @interface IUpgradeReport
             * @augments hostwire.v1.UpgradeReport.$Properties
             * @deprecated Use hostwire.v1.UpgradeReport.$Properties instead.
             */

            /**
             * Shape of an UpgradeReport.
             * @typedef {hostwire.v1.UpgradeReport.$Properties} hostwire.v1.UpgradeReport.$Shape
             */

            /**
             * Constructs a new UpgradeReport.
             * @memberof hostwire.v1
             * @classdesc Represents an UpgradeReport.
             * @constructor
             * @param {hostwire.v1.UpgradeReport.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const UpgradeReport = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * UpgradeReport version.
             * @member {string} version
             * @memberof hostwire.v1.UpgradeReport
             * @instance
             */
            UpgradeReport.prototype.version = "";

            /**
             * UpgradeReport state.
             * @member {hostwire.v1.UpgradeState} state
             * @memberof hostwire.v1.UpgradeReport
             * @instance
             */
            UpgradeReport.prototype.state = 0;

            /**
             * UpgradeReport detail.
             * @member {string} detail
             * @memberof hostwire.v1.UpgradeReport
             * @instance
             */
            UpgradeReport.prototype.detail = "";

            /**
             * Encodes the specified UpgradeReport message. Does not implicitly {@link hostwire.v1.UpgradeReport.verify|verify} messages.
             * @function encode
             * @memberof hostwire.v1.UpgradeReport
             * @static
             * @param {hostwire.v1.UpgradeReport.$Properties} message UpgradeReport message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            UpgradeReport.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.version != null && $Object.hasOwnProperty.call(message, "version") && message.version !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.version);
                if (message.state != null && $Object.hasOwnProperty.call(message, "state") && message.state !== 0)
                    writer.uint32(/* id 2, wireType 0 =*/16).int32(message.state);
                if (message.detail != null && $Object.hasOwnProperty.call(message, "detail") && message.detail !== "")
                    writer.uint32(/* id 3, wireType 2 =*/26).string(message.detail);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an UpgradeReport message from the specified reader or buffer.
             * @function decode
             * @memberof hostwire.v1.UpgradeReport
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {hostwire.v1.UpgradeReport & hostwire.v1.UpgradeReport.$Shape} UpgradeReport
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            UpgradeReport.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.hostwire.v1.UpgradeReport();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.version = value;
                            else
                                delete message.version;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.state = value;
                            else
                                delete message.state;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.detail = value;
                            else
                                delete message.detail;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return UpgradeReport;
        })();

        v1.ServerKey = (function() {

            /**
             * Properties of a ServerKey.
             * @typedef {Object} hostwire.v1.ServerKey.$Properties
             * @property {Uint8Array|null} [nextPin] ServerKey nextPin
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a ServerKey.
             * @memberof hostwire.v1
             * @interface IServerKey
             * @augments hostwire.v1.ServerKey.$Properties
             * @deprecated Use hostwire.v1.ServerKey.$Properties instead.
             */

            /**
             * Shape of a ServerKey.
             * @typedef {hostwire.v1.ServerKey.$Properties} hostwire.v1.ServerKey.$Shape
             */

            /**
             * Constructs a new ServerKey.
             * @memberof hostwire.v1
             * @classdesc Represents a ServerKey.
             * @constructor
             * @param {hostwire.v1.ServerKey.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const ServerKey = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * ServerKey nextPin.
             * @member {Uint8Array} nextPin
             * @memberof hostwire.v1.ServerKey
             * @instance
             */
            ServerKey.prototype.nextPin = $util.newBuffer([]);

            /**
             * Encodes the specified ServerKey message. Does not implicitly {@link hostwire.v1.ServerKey.verify|verify} messages.
             * @function encode
             * @memberof hostwire.v1.ServerKey
             * @static
             * @param {hostwire.v1.ServerKey.$Properties} message ServerKey message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            ServerKey.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.nextPin != null && $Object.hasOwnProperty.call(message, "nextPin") && message.nextPin.length)
                    writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.nextPin);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a ServerKey message from the specified reader or buffer.
             * @function decode
             * @memberof hostwire.v1.ServerKey
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {hostwire.v1.ServerKey & hostwire.v1.ServerKey.$Shape} ServerKey
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            ServerKey.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.hostwire.v1.ServerKey();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.nextPin = value;
                            else
                                delete message.nextPin;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return ServerKey;
        })();

        /**
         * KeyStep enum.
         * @name hostwire.v1.KeyStep
         * @enum {number}
         * @property {number} KEY_STEP_UNSPECIFIED=0 KEY_STEP_UNSPECIFIED value
         * @property {number} KEY_STEP_REQUESTED=1 KEY_STEP_REQUESTED value
         * @property {number} KEY_STEP_OFFERED=2 KEY_STEP_OFFERED value
         * @property {number} KEY_STEP_ACCEPTED=3 KEY_STEP_ACCEPTED value
         * @property {number} KEY_STEP_INSTALLED=4 KEY_STEP_INSTALLED value
         */
        v1.KeyStep = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "KEY_STEP_UNSPECIFIED"] = 0;
            values[valuesById[1] = "KEY_STEP_REQUESTED"] = 1;
            values[valuesById[2] = "KEY_STEP_OFFERED"] = 2;
            values[valuesById[3] = "KEY_STEP_ACCEPTED"] = 3;
            values[valuesById[4] = "KEY_STEP_INSTALLED"] = 4;
            return values;
        })();

        v1.KeyRenewal = (function() {

            /**
             * Properties of a KeyRenewal.
             * @typedef {Object} hostwire.v1.KeyRenewal.$Properties
             * @property {hostwire.v1.KeyStep|null} [step] KeyRenewal step
             * @property {Uint8Array|null} [publicKey] KeyRenewal publicKey
             * @property {Uint8Array|null} [oldSignature] KeyRenewal oldSignature
             * @property {Uint8Array|null} [newSignature] KeyRenewal newSignature
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a KeyRenewal.
             * @memberof hostwire.v1
             * @interface IKeyRenewal
             * @augments hostwire.v1.KeyRenewal.$Properties
             * @deprecated Use hostwire.v1.KeyRenewal.$Properties instead.
             */

            /**
             * Shape of a KeyRenewal.
             * @typedef {hostwire.v1.KeyRenewal.$Properties} hostwire.v1.KeyRenewal.$Shape
             */

            /**
             * Constructs a new KeyRenewal.
             * @memberof hostwire.v1
             * @classdesc Represents a KeyRenewal.
             * @constructor
             * @param {hostwire.v1.KeyRenewal.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const KeyRenewal = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * KeyRenewal step.
             * @member {hostwire.v1.KeyStep} step
             * @memberof hostwire.v1.KeyRenewal
             * @instance
             */
            KeyRenewal.prototype.step = 0;

            /**
             * KeyRenewal publicKey.
             * @member {Uint8Array} publicKey
             * @memberof hostwire.v1.KeyRenewal
             * @instance
             */
            KeyRenewal.prototype.publicKey = $util.newBuffer([]);

            /**
             * KeyRenewal oldSignature.
             * @member {Uint8Array} oldSignature
             * @memberof hostwire.v1.KeyRenewal
             * @instance
             */
            KeyRenewal.prototype.oldSignature = $util.newBuffer([]);

            /**
             * KeyRenewal newSignature.
             * @member {Uint8Array} newSignature
             * @memberof hostwire.v1.KeyRenewal
             * @instance
             */
            KeyRenewal.prototype.newSignature = $util.newBuffer([]);

            /**
             * Encodes the specified KeyRenewal message. Does not implicitly {@link hostwire.v1.KeyRenewal.verify|verify} messages.
             * @function encode
             * @memberof hostwire.v1.KeyRenewal
             * @static
             * @param {hostwire.v1.KeyRenewal.$Properties} message KeyRenewal message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            KeyRenewal.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.step != null && $Object.hasOwnProperty.call(message, "step") && message.step !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).int32(message.step);
                if (message.publicKey != null && $Object.hasOwnProperty.call(message, "publicKey") && message.publicKey.length)
                    writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.publicKey);
                if (message.oldSignature != null && $Object.hasOwnProperty.call(message, "oldSignature") && message.oldSignature.length)
                    writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.oldSignature);
                if (message.newSignature != null && $Object.hasOwnProperty.call(message, "newSignature") && message.newSignature.length)
                    writer.uint32(/* id 4, wireType 2 =*/34).bytes(message.newSignature);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a KeyRenewal message from the specified reader or buffer.
             * @function decode
             * @memberof hostwire.v1.KeyRenewal
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {hostwire.v1.KeyRenewal & hostwire.v1.KeyRenewal.$Shape} KeyRenewal
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            KeyRenewal.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.hostwire.v1.KeyRenewal();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.step = value;
                            else
                                delete message.step;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.publicKey = value;
                            else
                                delete message.publicKey;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.oldSignature = value;
                            else
                                delete message.oldSignature;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.newSignature = value;
                            else
                                delete message.newSignature;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return KeyRenewal;
        })();

        v1.EnrollRequest = (function() {

            /**
             * Properties of an EnrollRequest.
             * @typedef {Object} hostwire.v1.EnrollRequest.$Properties
             * @property {Uint8Array|null} [tokenId] EnrollRequest tokenId
             * @property {Uint8Array|null} [tokenSecret] EnrollRequest tokenSecret
             * @property {Uint8Array|null} [publicKey] EnrollRequest publicKey
             * @property {Uint8Array|null} [machineHash] EnrollRequest machineHash
             * @property {string|null} [hostname] EnrollRequest hostname
             * @property {string|null} [agentVersion] EnrollRequest agentVersion
             * @property {Uint8Array|null} [signature] EnrollRequest signature
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an EnrollRequest.
             * @memberof hostwire.v1
             * @interface IEnrollRequest
             * @augments hostwire.v1.EnrollRequest.$Properties
             * @deprecated Use hostwire.v1.EnrollRequest.$Properties instead.
             */

            /**
             * Shape of an EnrollRequest.
             * @typedef {hostwire.v1.EnrollRequest.$Properties} hostwire.v1.EnrollRequest.$Shape
             */

            /**
             * Constructs a new EnrollRequest.
             * @memberof hostwire.v1
             * @classdesc Represents an EnrollRequest.
             * @constructor
             * @param {hostwire.v1.EnrollRequest.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const EnrollRequest = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * EnrollRequest tokenId.
             * @member {Uint8Array} tokenId
             * @memberof hostwire.v1.EnrollRequest
             * @instance
             */
            EnrollRequest.prototype.tokenId = $util.newBuffer([]);

            /**
             * EnrollRequest tokenSecret.
             * @member {Uint8Array} tokenSecret
             * @memberof hostwire.v1.EnrollRequest
             * @instance
             */
            EnrollRequest.prototype.tokenSecret = $util.newBuffer([]);

            /**
             * EnrollRequest publicKey.
             * @member {Uint8Array} publicKey
             * @memberof hostwire.v1.EnrollRequest
             * @instance
             */
            EnrollRequest.prototype.publicKey = $util.newBuffer([]);

            /**
             * EnrollRequest machineHash.
             * @member {Uint8Array} machineHash
             * @memberof hostwire.v1.EnrollRequest
             * @instance
             */
            EnrollRequest.prototype.machineHash = $util.newBuffer([]);

            /**
             * EnrollRequest hostname.
             * @member {string} hostname
             * @memberof hostwire.v1.EnrollRequest
             * @instance
             */
            EnrollRequest.prototype.hostname = "";

            /**
             * EnrollRequest agentVersion.
             * @member {string} agentVersion
             * @memberof hostwire.v1.EnrollRequest
             * @instance
             */
            EnrollRequest.prototype.agentVersion = "";

            /**
             * EnrollRequest signature.
             * @member {Uint8Array} signature
             * @memberof hostwire.v1.EnrollRequest
             * @instance
             */
            EnrollRequest.prototype.signature = $util.newBuffer([]);

            /**
             * Encodes the specified EnrollRequest message. Does not implicitly {@link hostwire.v1.EnrollRequest.verify|verify} messages.
             * @function encode
             * @memberof hostwire.v1.EnrollRequest
             * @static
             * @param {hostwire.v1.EnrollRequest.$Properties} message EnrollRequest message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            EnrollRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.tokenId != null && $Object.hasOwnProperty.call(message, "tokenId") && message.tokenId.length)
                    writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.tokenId);
                if (message.tokenSecret != null && $Object.hasOwnProperty.call(message, "tokenSecret") && message.tokenSecret.length)
                    writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.tokenSecret);
                if (message.publicKey != null && $Object.hasOwnProperty.call(message, "publicKey") && message.publicKey.length)
                    writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.publicKey);
                if (message.machineHash != null && $Object.hasOwnProperty.call(message, "machineHash") && message.machineHash.length)
                    writer.uint32(/* id 4, wireType 2 =*/34).bytes(message.machineHash);
                if (message.hostname != null && $Object.hasOwnProperty.call(message, "hostname") && message.hostname !== "")
                    writer.uint32(/* id 5, wireType 2 =*/42).string(message.hostname);
                if (message.agentVersion != null && $Object.hasOwnProperty.call(message, "agentVersion") && message.agentVersion !== "")
                    writer.uint32(/* id 6, wireType 2 =*/50).string(message.agentVersion);
                if (message.signature != null && $Object.hasOwnProperty.call(message, "signature") && message.signature.length)
                    writer.uint32(/* id 7, wireType 2 =*/58).bytes(message.signature);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an EnrollRequest message from the specified reader or buffer.
             * @function decode
             * @memberof hostwire.v1.EnrollRequest
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {hostwire.v1.EnrollRequest & hostwire.v1.EnrollRequest.$Shape} EnrollRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            EnrollRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.hostwire.v1.EnrollRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.tokenId = value;
                            else
                                delete message.tokenId;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.tokenSecret = value;
                            else
                                delete message.tokenSecret;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.publicKey = value;
                            else
                                delete message.publicKey;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.machineHash = value;
                            else
                                delete message.machineHash;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.hostname = value;
                            else
                                delete message.hostname;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.agentVersion = value;
                            else
                                delete message.agentVersion;
                            continue;
                        }
                    case 7: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.signature = value;
                            else
                                delete message.signature;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return EnrollRequest;
        })();

        v1.EnrollResponse = (function() {

            /**
             * Properties of an EnrollResponse.
             * @typedef {Object} hostwire.v1.EnrollResponse.$Properties
             * @property {Uint8Array|null} [agentId] EnrollResponse agentId
             * @property {string|null} [host] EnrollResponse host
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an EnrollResponse.
             * @memberof hostwire.v1
             * @interface IEnrollResponse
             * @augments hostwire.v1.EnrollResponse.$Properties
             * @deprecated Use hostwire.v1.EnrollResponse.$Properties instead.
             */

            /**
             * Shape of an EnrollResponse.
             * @typedef {hostwire.v1.EnrollResponse.$Properties} hostwire.v1.EnrollResponse.$Shape
             */

            /**
             * Constructs a new EnrollResponse.
             * @memberof hostwire.v1
             * @classdesc Represents an EnrollResponse.
             * @constructor
             * @param {hostwire.v1.EnrollResponse.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const EnrollResponse = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * EnrollResponse agentId.
             * @member {Uint8Array} agentId
             * @memberof hostwire.v1.EnrollResponse
             * @instance
             */
            EnrollResponse.prototype.agentId = $util.newBuffer([]);

            /**
             * EnrollResponse host.
             * @member {string} host
             * @memberof hostwire.v1.EnrollResponse
             * @instance
             */
            EnrollResponse.prototype.host = "";

            /**
             * Encodes the specified EnrollResponse message. Does not implicitly {@link hostwire.v1.EnrollResponse.verify|verify} messages.
             * @function encode
             * @memberof hostwire.v1.EnrollResponse
             * @static
             * @param {hostwire.v1.EnrollResponse.$Properties} message EnrollResponse message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            EnrollResponse.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.agentId != null && $Object.hasOwnProperty.call(message, "agentId") && message.agentId.length)
                    writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.agentId);
                if (message.host != null && $Object.hasOwnProperty.call(message, "host") && message.host !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.host);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an EnrollResponse message from the specified reader or buffer.
             * @function decode
             * @memberof hostwire.v1.EnrollResponse
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {hostwire.v1.EnrollResponse & hostwire.v1.EnrollResponse.$Shape} EnrollResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            EnrollResponse.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.hostwire.v1.EnrollResponse();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.agentId = value;
                            else
                                delete message.agentId;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.host = value;
                            else
                                delete message.host;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return EnrollResponse;
        })();

        v1.EnrollRefusal = (function() {

            /**
             * Properties of an EnrollRefusal.
             * @typedef {Object} hostwire.v1.EnrollRefusal.$Properties
             * @property {string|null} [code] EnrollRefusal code
             * @property {string|null} [message] EnrollRefusal message
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an EnrollRefusal.
             * @memberof hostwire.v1
             * @interface IEnrollRefusal
             * @augments hostwire.v1.EnrollRefusal.$Properties
             * @deprecated Use hostwire.v1.EnrollRefusal.$Properties instead.
             */

            /**
             * Shape of an EnrollRefusal.
             * @typedef {hostwire.v1.EnrollRefusal.$Properties} hostwire.v1.EnrollRefusal.$Shape
             */

            /**
             * Constructs a new EnrollRefusal.
             * @memberof hostwire.v1
             * @classdesc Represents an EnrollRefusal.
             * @constructor
             * @param {hostwire.v1.EnrollRefusal.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const EnrollRefusal = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * EnrollRefusal code.
             * @member {string} code
             * @memberof hostwire.v1.EnrollRefusal
             * @instance
             */
            EnrollRefusal.prototype.code = "";

            /**
             * EnrollRefusal message.
             * @member {string} message
             * @memberof hostwire.v1.EnrollRefusal
             * @instance
             */
            EnrollRefusal.prototype.message = "";

            /**
             * Encodes the specified EnrollRefusal message. Does not implicitly {@link hostwire.v1.EnrollRefusal.verify|verify} messages.
             * @function encode
             * @memberof hostwire.v1.EnrollRefusal
             * @static
             * @param {hostwire.v1.EnrollRefusal.$Properties} message EnrollRefusal message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            EnrollRefusal.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.code != null && $Object.hasOwnProperty.call(message, "code") && message.code !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.code);
                if (message.message != null && $Object.hasOwnProperty.call(message, "message") && message.message !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.message);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an EnrollRefusal message from the specified reader or buffer.
             * @function decode
             * @memberof hostwire.v1.EnrollRefusal
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {hostwire.v1.EnrollRefusal & hostwire.v1.EnrollRefusal.$Shape} EnrollRefusal
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            EnrollRefusal.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.hostwire.v1.EnrollRefusal();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.code = value;
                            else
                                delete message.code;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.message = value;
                            else
                                delete message.message;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return EnrollRefusal;
        })();

        return v1;
    })();

    return hostwire;
})();

export {
  $root as default
};
