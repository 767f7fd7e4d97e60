// Requests to Podlab. A state change carries the CSRF token of the cookie.

const TIMEOUT_MS = 60_000;

/** A refusal or a failure, with the server's ProblemDetail when it sent one. */
export class RequestFailed extends Error {
  /** @param {number} status HTTP status, 0 when there was no answer @param {object} problem */
  constructor(status, problem) {
    super(problem.detail || problem.title || `HTTP ${status}`);
    this.status = status;
    this.problem = problem;
  }
}

/**
 * Sends a request and returns the answer's JSON or text, or null when it has no body.
 * @throws {RequestFailed} when the answer is not a success, or there is none
 */
export async function send(method, url, body, type = 'application/json') {
  const headers = { Accept: 'application/json, application/problem+json, text/plain' };
  if (method !== 'GET') headers['X-XSRF-TOKEN'] = csrfToken();
  if (body !== undefined) headers['Content-Type'] = type;
  const payload = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
  let answer;
  try {
    answer = await fetch(url, { method, headers, body: payload, credentials: 'same-origin', signal: AbortSignal.timeout(TIMEOUT_MS) });
  } catch (cause) {
    throw new RequestFailed(0, { detail: String(cause.message ?? cause) });
  }
  const content = await read(answer);
  if (!answer.ok) throw new RequestFailed(answer.status, typeof content === 'object' && content ? content : { detail: content });
  return content;
}

async function read(answer) {
  if (answer.status === 204) return null;
  const text = await answer.text();
  return (answer.headers.get('Content-Type') ?? '').includes('json') && text ? JSON.parse(text) : text;
}

function csrfToken() {
  const cookie = document.cookie.split('; ').find(part => part.startsWith('XSRF-TOKEN='));
  return cookie ? decodeURIComponent(cookie.slice('XSRF-TOKEN='.length)) : '';
}
