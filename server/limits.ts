// Every bound of the server, with its unit. What has no bound here must not grow.
import type { QueryBounds } from "../schema/analysis/query/read-words.ts";

const KiB = 1024;
const MiB = 1024 * KiB;
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** What `startServer` may be given to change a bound; tests make them small. */
export type Limits = { readonly [Name in keyof typeof defaultLimits]: number };

export const defaultLimits = {
  // Frames and updates.
  frameBytesMax: 16 * MiB,
  /** What ws itself cuts off. Above `frameBytesMax`, so that a frame between the two is refused with a reason. */
  socketPayloadBytesMax: 32 * MiB,
  /** Of a socket that only reads: what it has, who it is, and what it knows to be gone. */
  readerPayloadBytesMax: 4 * MiB,
  /** What somebody who only reads answers to our step 1 is looked through up to here, for whether anything is new in it. */
  readerAnswerBytesMax: 64 * KiB,
  /** Of a socket that was turned away: what a client says before it hears so. */
  refusedPayloadBytesMax: 64 * KiB,
  /** Sockets that were told to go and have not hung up yet; of more, the oldest is cut off. */
  refusedSocketsMax: 1000,
  /** Messages that have not come whole, over all sockets; of more, the longest are cut off. */
  unfinishedBytesMax: 256 * MiB,
  socketFragmentsMax: 1024,
  socketChunksMax: 64 * KiB,
  /** Also never more than half of the update's bytes. */
  updateStructsMax: 250_000,
  updateClientsMax: 4096,
  stringBytesMax: 64 * KiB,
  /** Clients that somebody may say they know beyond those of the document: what they have not sent yet is by few. */
  strangeClientsMax: 10_000,
  /** Nesting of one value while it is read; the document itself allows less. */
  valueDepthMax: 32,
  /** Writes of keys that one update may make Yjs walk past, about a tenth of a second. Honest ones mostly follow the last. */
  keySearchStepsMax: 1_000_000,
  /** Clocks that one deleted run may cover, so that a few bytes cannot use up somebody's clock. */
  deletedRunLengthMax: 1 << 20,

  // Rooms of texts. Yjs walks past whatever stands between the two neighbours that an insertion names. The product of
  // these bounds keeps that short: the dearest update that we could make (60 kB, 4096 writers, each beside another
  // neighbour) took 0.4 s to apply. It grows with each of them; with neighbours 4096 apart it took 1.3 s.
  textFrameBytesMax: 4 * MiB,
  textStructsMax: 4096,
  /** Insertions and deletions on their way to the disk, over all sockets of a room; beyond it, sockets come back later. */
  textStructsQueuedMax: 1024,
  /** Insertions of others that may stand between the two neighbours of one. */
  textNeighboursApartMax: 1024,
  textsMax: 20_000,
  documentBytesWarn: 64 * MiB,
  documentBytesMax: 128 * MiB,

  // Sockets.
  roomSocketsMax: 1000,
  serverSocketsMax: 5000,
  upgradesWaitingMax: 1000,
  /** Answered before it waits longer than this for its room to load. */
  upgradeWaitMs: 10_000,
  /** Edits of one socket that are not on disk yet; beyond it the socket is not read. */
  uncommittedBytesMax: 4 * MiB,
  uncommittedFramesMax: 1024,
  /** Bytes handed to one socket that the system has not taken yet; beyond it the socket gets nothing until it has read. */
  unreadBytesMax: 256 * KiB,
  /** A reader that has read nothing for so long while there was something to read is sent away. */
  unreadMsMax: 30_000,
  /** Of a long message, written at once; then other sockets have their turn. */
  pieceBytes: 64 * KiB,
  /** How long those who have much to write may do so, before everything else goes first. */
  turnMsMax: 5,
  /** Updates of a room that are kept as they came for readers who are behind; beyond it they get them merged into one. */
  laterBytesMax: 1 * MiB,
  /** Short messages that wait for one reader who is behind, before it is sent away. */
  waitingMessagesMax: 4096,
  /** Under load, updates of a room are gathered for so long and written to each socket at once: one frame of a screen. */
  gatherMs: 16,
  /** Readers of a room for whom gathering pays. */
  gatherReadersMin: 8,
  /** A socket's share: frames cost one token, sync step 1 costs more. */
  frameTokensPerSecond: 500,
  frameTokensMax: 4000,
  syncStep1Tokens: 50,
  /** An edit costs one more for so many who hear of it. */
  readersPerToken: 100,
  /** Of the processor's time, what one sender's messages may take: at once, and for how long in each second. */
  workMsMax: 1500,
  workMsPerSecond: 250,
  /** What is refused counts so many times. */
  refusedWorkFactor: 4,
  /** Edits that skip ahead of what the server knows, before the socket is closed. */
  gapsPerMinuteMax: 20,
  /** Edits of a socket that are refused with a message, before it is closed instead. */
  refusalsPerMinuteMax: 20,
  /** Client ids of a room that people said are theirs and have not written under yet; of more, the oldest are forgotten. */
  claimedIdsMax: 10_000,
  /** Edits that were refused, kept for people to look at, and what is kept of one. */
  refusedCountMax: 1000,
  refusedBytesMax: 16 * KiB,
  /** How long a socket that was told to go may take to hang up. */
  closeMs: 10_000,
  keepAliveMs: 10_000,
  /** How often sockets are looked at for keep-alive. */
  keepAliveTickMs: 1000,
  pingMs: 20_000,
  /** For the answer of a connection whose client seems to have come back by another one. */
  probeMs: 5000,
  pingsMissedMax: 2,

  // Presence.
  awarenessStateBytesMax: 4 * KiB,
  awarenessEntriesMax: 2048,
  awarenessClockMax: 2 ** 31,
  awarenessTickMs: 50,
  awarenessTickMsMax: 1000,
  /** Of one room, to everybody in it together; after more, it rests, but for no longer than the second. */
  awarenessBytesPerSecond: 32 * MiB,
  awarenessRestMsMax: 5000,
  /** Who says again what they have said is passed on this seldom. Stock clients forget people after 30 seconds of silence. */
  awarenessRenewMs: 10_000,
  /** Ids of people who left, remembered so that late echoes do not bring them back. */
  awarenessGoneMax: 2048,

  // Rooms and storage.
  roomIdleMs: 30_000,
  /** From when who joins has been answered from what is stored until the document is built, so that all of it has left. */
  buildRestMs: 50,
  answersKeptMax: 4,
  /** Found in one update; more is no work of people, and is not noted. */
  conflictsPerUpdateMax: 10_000,
  /** Rows of a room's log whose senders are remembered once a conflict has asked for them. */
  writersRunsMax: 200_000,
  commitRowsMax: 256,
  commitBytesMax: 1 * MiB,
  /** Of a long import, taken in and passed on before sockets have their turn. */
  appliedBytesPerTurn: 256 * KiB,
  /** The same, where a few bytes take long: many short values. */
  appliedMsPerTurn: 20,
  /** Whatever waits for the disk, over all rooms. */
  commitQueueBytesMax: 256 * MiB,
  /** Beyond it, sockets with an edit that waits are not read. */
  commitQueueBytesHeld: 64 * MiB,
  /** A snapshot is due when the log since the last one is as long as that one was, between these bounds. */
  snapshotLogBytesMin: 64 * KiB,
  snapshotLogBytesMax: 16 * MiB,
  /** What the disk refused is tried again after this long, then after twice as long, up to the second. */
  storageRetryMsMin: 100,
  storageRetryMsMax: 5000,
  snapshotLogRowsMax: 5000,
  snapshotRowsMinAtClose: 50,
  /** Updates packed into one piece once a snapshot has them; a twentieth of the space, read again in a millisecond. */
  archiveRows: 256,
  /** Fewer, when they have so many bytes: a piece is packed at once, and read into memory whole. */
  archiveBytes: 4 * MiB,
  /** More than one snapshot's worth, so that an old log is packed bit by bit. */
  archivePiecesPerSnapshot: 64,

  // Versions.
  /** Versions of a workspace that somebody named. */
  versionsNamedMax: 1000,
  /** Versions of a workspace that the server made, the newest of each kind; of older ones only the names go. */
  versionsAutomaticMax: 200,
  versionsListedMax: 200,
  /** Records that are named of what a restore changes. */
  restoredNamedMax: 100,
  /** Restores, and looks at them, that wait for their turn over all workspaces. */
  restoresWaitingMax: 20,
  /** How often a restore is worked out, where somebody writes meanwhile each time. */
  restoreTriesMax: 3,
  /**
   * Everybody is told when one person puts more records than so many, and than this part of all or of one kind, in the bin
   * within the time.
   */
  removalsMin: 50,
  removalsPart: 0.05,
  /** Of a kind that has so many records at least, more than this part is much, however few they are. */
  removalsKindMin: 10,
  removalsKindPart: 0.5,
  removalsMs: minuteMs,

  // HTTP.
  requestBodyBytesMax: 64 * KiB,
  importBytesMax: 64 * MiB,
  /** Read and thrown away of a file that is too large, so that whoever sends it hears why. */
  importBytesReadMax: 512 * MiB,
  /** Items in one answer to a question. */
  queryItemsMax: 1000,
  queryHopsMax: 8,
  queryPathsMax: 20,
  /** Different words of a free text, and choices of a list. */
  queryWordsMax: 16,
  queryTextLengthMax: 400,
  /** Of a record that changed more often, the newest changes are told. */
  historyChangesMax: 500,
  /** Reports of browsers about the content policy that are noted; more are not. */
  policyReportsPerMinuteMax: 20,
  headersTimeoutMs: 10_000,
  requestTimeoutMs: 120_000,
  /** A connection on which nothing has moved for so long is cut. */
  connectionIdleMs: 300_000,
  /** Of one person, or from one address of visitors, below workspaces. */
  requestsAtOnceMax: 20,
  /** Of these, such as read back the log. */
  replaysAtOnceMax: 4,
  workspacesMax: 1000,
  /** Of one person, so that nobody uses up those of the server. */
  workspacesPerOwnerMax: 100,

  // People and access.
  /** Since the last request or edit. */
  sessionIdleMs: 12 * hourMs,
  /** Since the sign-in. */
  sessionMs: 30 * dayMs,
  /** How often the use of a session or token is noted. */
  grantUseNotedMs: minuteMs,
  sessionsPerPersonMax: 50,
  visitorsPerShareMax: 10_000,
  signInLinkMs: dayMs,
  invitationMs: 7 * dayMs,
  shareMs: 14 * dayMs,
  /** The longest that a token, link or invitation can be made to last. */
  grantMsMax: 366 * dayMs,
  /** Tokens, links and invitations of each kind in one workspace. */
  grantsPerWorkspaceMax: 500,
  peoplePerWorkspaceMax: 1000,
  auditEntriesMax: 500,
  /** Failed attempts to sign in, from one address. Every secret has 256 bits, so none are counted by person. */
  signInFailuresPerMinuteMax: 20,
  /** From one address, which many people may share. */
  signInBeginsPerMinuteMax: 200,
  /** Addresses whose failures are remembered. */
  signInFailuresKept: 10_000,
  passkeysPerPersonMax: 20,
  /** From the start of a sign-in until what the browser answers is taken. */
  signInAttemptMs: 10 * minuteMs,
  signInAttemptsMax: 20_000,
  /** Sockets of one person, or of one visitor's browser, in all rooms. */
  socketsPerPersonMax: 100,
  /** Sockets of all who came by one shared link. */
  socketsPerShareMax: 500,
  /** Said to a browser, so long before its session ends. */
  sessionSoonMs: 5 * minuteMs,
  /** Said to a client that renews its token, so long before it runs out. */
  signInSoonMs: minuteMs,
  /** Edits are still taken so long after a token ran out. */
  signInGraceMs: 10_000,
  /** A program with a token that ran out is told to come back, for so long; after it, that it is not signed in. */
  expiredTokenRetryMs: hourMs,
  /** How often every socket's rights are looked up anew, whatever was or was not said. */
  rightsRecheckMs: minuteMs,

  // Stopping.
  /** When the server stops, clients that listen are told to come back at different times within this one. */
  reconnectSpreadMs: 3000,
  /** How long a stopping server waits for sockets to hang up. */
  hangUpMs: 2000,
  /** An event loop that has not turned for so long never will; the largest document takes a part of it to load. */
  stuckMs: minuteMs,
  /** After this a stopping server ends, whatever it still waits for. */
  drainMs: 25_000,
  /** A stopping server closes this part of its sockets, but never fewer than the least, then waits before the next. */
  drainSlices: 20,
  drainSliceSocketsMin: 50,
  drainSliceMs: 500,
} as const;

/** The bounds of questions, as asking takes them. */
export function toQueryBounds(limits: Limits): QueryBounds {
  return {
    pageMax: limits.queryItemsMax,
    hopsMax: limits.queryHopsMax,
    pathsMax: limits.queryPathsMax,
    wordsMax: limits.queryWordsMax,
    lengthMax: limits.queryTextLengthMax,
  };
}
