import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import type { AwsError } from './aws-error';
import type { Protocol } from './request';

/** What an operation answers: plain JSON, dates as `Date`. */
export type Answer = { readonly [key: string]: AnswerValue };
type AnswerValue = string | number | boolean | Date | undefined | Answer | readonly (string | Answer)[];

const NAMESPACES: Readonly<Record<string, string>> = {
  redshift: 'http://redshift.amazonaws.com/doc/2012-12-01/',
  sts: 'https://sts.amazonaws.com/doc/2011-06-15/',
  iam: 'https://iam.amazonaws.com/doc/2010-05-08/',
};

/** Sends a result in the protocol of the call. */
export function sendAnswer(
  response: ServerResponse,
  protocol: Protocol,
  call: { readonly service: string; readonly operation: string },
  answer: Answer,
): void {
  if (protocol === 'json') {
    sendJson(response, 200, jsonForm(answer));
    return;
  }
  const { operation } = call;
  const members = xmlMembers(answer, call.service === 'redshift' ? singular : () => 'member');
  sendXml(
    response,
    200,
    `<${operation}Response xmlns="${NAMESPACES[call.service] ?? ''}"><${operation}Result>${members}` +
      `</${operation}Result><ResponseMetadata><RequestId>${randomUUID()}</RequestId></ResponseMetadata>` +
      `</${operation}Response>`,
  );
}

/** Sends an error as AWS does: `__type` in JSON, `ErrorResponse` in XML. */
export function sendError(response: ServerResponse, protocol: Protocol, error: AwsError): void {
  if (protocol === 'json') {
    sendJson(response, error.status, {
      __type: error.code,
      ...(error.message && { message: error.message }),
    });
    return;
  }
  sendXml(
    response,
    error.status,
    `<ErrorResponse><Error><Type>${error.status < 500 ? 'Sender' : 'Receiver'}</Type><Code>${xmlText(error.code)}</Code>` +
      `<Message>${xmlText(error.message)}</Message></Error><RequestId>${randomUUID()}</RequestId></ErrorResponse>`,
  );
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response
    .writeHead(status, { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-requestid': randomUUID() })
    .end(JSON.stringify(body));
}

function sendXml(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status, { 'content-type': 'text/xml' }).end(body);
}

/** AWS's JSON protocol writes times as seconds since the epoch. */
function jsonForm(value: AnswerValue): unknown {
  if (value instanceof Date) return value.getTime() / 1000;
  if (isList(value)) return value.map(jsonForm);
  if (typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, jsonForm(member)]));
  }
  return value;
}

/** What the members of a list are called. */
type MemberName = (list: string) => string;

/** Redshift names them in the singular (`Clusters` holds `Cluster`), the other services `member`. */
function singular(list: string): string {
  return list.replace(/s$/, '');
}

function xmlMembers(answer: Answer, memberOf: MemberName): string {
  return Object.entries(answer)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `<${name}>${xmlValue(name, value, memberOf)}</${name}>`)
    .join('');
}

function xmlValue(name: string, value: AnswerValue, memberOf: MemberName): string {
  if (value instanceof Date) return value.toISOString();
  if (isList(value)) {
    const member = memberOf(name);
    return value.map((item) => `<${member}>${xmlValue(member, item, memberOf)}</${member}>`).join('');
  }
  if (typeof value === 'object') return xmlMembers(value, memberOf);
  return xmlText(String(value));
}

function isList(value: AnswerValue): value is readonly (string | Answer)[] {
  return Array.isArray(value);
}

function xmlText(text: string): string {
  return text.replace(/[&<>"'\r\n\t]/g, (character) => `&#${character.charCodeAt(0)};`);
}
