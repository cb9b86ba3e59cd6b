import { request } from 'node:https';
import { decodeEnrollRefusal, decodeEnrollResponse, enrollPath, protocolLimits, } from '@hostwire/protocol';
import { HostwireError, toError } from '@hostwire/runtime';
const contentType = 'application/x-protobuf';
const answerMs = 15_000;
/**
 * Posts an enrolment over a connection whose key was checked. Throws HostwireError: the collector's own codes
 * (TOKEN_EXPIRED, TOKEN_USED_UP, KEY_MISMATCH, ...), NOT_A_COLLECTOR, TIMED_OUT, CONNECTION_LOST.
 */
export async function postEnrolment(socket, address, body) {
    const answer = await post(socket, address, body);
    try {
        if (answer.status === 200)
            return decodeEnrollResponse(answer.body);
    }
    catch (cause) {
        throw notACollector(address, answer.status, cause);
    }
    throw refusal(address, answer);
}
function post(socket, address, body) {
    return new Promise((resolve, reject) => {
        const { host, port, url } = address;
        const headers = { 'content-type': contentType, 'content-length': body.length, connection: 'close' };
        const posting = request({
            method: 'POST',
            host,
            port,
            path: enrollPath,
            headers,
            createConnection: () => socket,
        });
        const message = `no answer to the enrolment from ${url} within ${answerMs / 1000} s: run the same line again`;
        const overdue = setTimeout(() => posting.destroy(new HostwireError('TIMED_OUT', message, { retryable: true })), answerMs);
        posting.once('close', () => clearTimeout(overdue));
        posting.once('error', (error) => reject(error instanceof HostwireError ? error : lost(address, error)));
        posting.once('response', (response) => {
            const chunks = [];
            let length = 0;
            response.on('data', (chunk) => {
                length += chunk.length;
                if (length > protocolLimits.maxEnrollBytes)
                    posting.destroy(notACollector(address, response.statusCode ?? 0));
                else
                    chunks.push(chunk);
            });
            response.once('error', (error) => reject(lost(address, error)));
            response.once('end', () => resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks) }));
        });
        posting.end(body);
    });
}
function refusal(address, { status, body }) {
    try {
        const { code, message } = decodeEnrollRefusal(body);
        const advice = advices[code];
        return new HostwireError(code, advice === undefined || message.includes(advice) ? message : `${message}; ${advice}`, {
            retryable: status >= 500,
            context: { status },
        });
    }
    catch (cause) {
        return notACollector(address, status, cause);
    }
}
const newToken = 'make a new one on the collector with `hostwire token create`';
const advices = {
    TOKEN_UNKNOWN: newToken,
    TOKEN_EXPIRED: newToken,
    TOKEN_USED_UP: newToken,
    TOKEN_REVOKED: newToken,
};
function notACollector({ url }, status, cause) {
    const message = `${url} answered the enrolment with HTTP ${status} and not as a collector does: is this its gateway port?`;
    return new HostwireError('NOT_A_COLLECTOR', message, { context: { status }, cause });
}
function lost({ url }, cause) {
    const message = `the connection to ${url} broke during the enrolment (${toError(cause).message}): run the same line again, it is safe`;
    return new HostwireError('CONNECTION_LOST', message, { retryable: true, cause });
}
//# sourceMappingURL=enrol-request.js.map