// The methods: each command's words in camel case. `name=WORDS` where they are not the name in capitals.

const PLAIN =
  "append bitCount bitField bitOp bitPos blMove blmPop=BLMPOP blPop brPop brPopLPush bzmPop=BZMPOP bzPopMax bzPopMin copy dbSize decr decrBy del echo eval evalRo=EVAL_RO evalSha exists expire expireAt expireTime failover fCall flushAll flushDb geoAdd geoDist geoHash geoPos geoSearch geoSearchStore get getBit getDel getEx getRange getSet hDel hExists hExpire hExpireAt hGet hGetAll hGetDel hGetEx hIncrBy hIncrByFloat hKeys hLen hmGet hPersist hpTTL=HPTTL hRandField hScan hSet hSetEx hSetNX hStrLen hTTL hVals incr incrBy incrByFloat info keys lastSave lcs=LCS lIndex lInsert lLen lMove lmPop=LMPOP lolwut lPop lPos lPush lPushX lRange lRem lSet lTrim mGet move mSet mSetNX persist pExpire pExpireAt pExpireTime pfAdd pfCount pfMerge ping pSetEx pTTL publish randomKey rename renameNX role rPop rPopLPush rPush rPushX sAdd save scan sCard sDiff sDiffStore set setBit setEx setNX setRange shutdown sInter sInterCard sInterStore sIsMember sMembers smIsMember sMove sort sPop sPublish=SPUBLISH sRandMember sRem sScan strLen sUnion sUnionStore swapDb time touch ttl type unlink wait xAck xAdd xAutoClaim xClaim xDel xLen xPending xRange xRead xReadGroup xRevRange xSetId xTrim zAdd zCard zCount zDiff zDiffStore zIncrBy zInter zInterCard zInterStore zLexCount zmPop=ZMPOP zmScore=ZMSCORE zPopMax zPopMin zRandMember zRange zRangeByLex zRangeByScore zRangeStore zRank zRem zRemRangeByLex zRemRangeByRank zRemRangeByScore zRevRank zScan zScore zUnion zUnionStore";

const TWO =
  "aclCat aclDelUser aclGetUser aclList aclSetUser aclUsers aclWhoAmI clientGetName clientId clientInfo clientKill clientList clientSetName commandCount commandDocs commandGetKeys commandInfo commandList configGet configResetStat configRewrite configSet functionList memoryDoctor memoryStats memoryUsage objectEncoding objectFreq objectIdleTime objectRefCount pubSubChannels pubSubNumPat pubSubNumSub scriptExists scriptFlush scriptKill scriptLoad slowLogGet slowLogLen slowLogReset xGroupCreate xGroupCreateConsumer xGroupDelConsumer xGroupDestroy xGroupSetId xInfoConsumers xInfoGroups xInfoStream latencyDoctor";

/** The first word of a command of two. */
const FIRST = /^(acl|client|command|config|function|memory|object|pubSub|script|slowLog|xGroup|xInfo|latency)(.+)$/;

const commands = new Map();
const add = (method, name, words, extra = []) => {
  commands.set(method, { name, words, extra });
  commands.set(name.replace(/ /g, "_"), { name, words, extra });
};
for (const one of PLAIN.split(" ")) {
  const [method, name = method.toUpperCase()] = one.split("=");
  add(method, name, [name]);
}
for (const method of TWO.split(" ")) {
  const [, first, second] = FIRST.exec(method);
  add(method, `${first} ${second}`.toUpperCase(), [first.toUpperCase(), second.toUpperCase()]);
}
/** Methods that are another command with a word more. */
for (const [method, name, words, extra] of [
  ["zRangeWithScores", "ZRANGE_WITHSCORES", "ZRANGE", ["WITHSCORES"]],
  ["zRangeByScoreWithScores", "ZRANGEBYSCORE_WITHSCORES", "ZRANGEBYSCORE", ["WITHSCORES"]],
  ["zUnionWithScores", "ZUNION_WITHSCORES", "ZUNION", ["WITHSCORES"]],
  ["zInterWithScores", "ZINTER_WITHSCORES", "ZINTER", ["WITHSCORES"]],
  ["zDiffWithScores", "ZDIFF_WITHSCORES", "ZDIFF", ["WITHSCORES"]],
  ["zPopMinCount", "ZPOPMIN_COUNT", "ZPOPMIN", []],
  ["zPopMaxCount", "ZPOPMAX_COUNT", "ZPOPMAX", []],
  ["zRandMemberCount", "ZRANDMEMBER_COUNT", "ZRANDMEMBER", []],
  ["zRandMemberCountWithScores", "ZRANDMEMBER_COUNT_WITHSCORES", "ZRANDMEMBER", ["WITHSCORES"]],
  ["lPopCount", "LPOP_COUNT", "LPOP", []],
  ["rPopCount", "RPOP_COUNT", "RPOP", []],
  ["lPosCount", "LPOS_COUNT", "LPOS", []],
  ["sPopCount", "SPOP_COUNT", "SPOP", []],
  ["sRandMemberCount", "SRANDMEMBER_COUNT", "SRANDMEMBER", []],
  ["hRandFieldCount", "HRANDFIELD_COUNT", "HRANDFIELD", []],
  ["xPendingRange", "XPENDING_RANGE", "XPENDING", []],
])
  add(method, name, [words], extra);

module.exports = { commands };
