package org.commonwatch.access.saying;

import org.commonwatch.access.Decision;
import org.commonwatch.access.RequestState;

import java.util.Locale;

/**
 * Every text that rulings and requests are told in, in English; {@code {name}} is the place of a
 * word.
 */
public enum Phrase {
    // The answer.
    PERMITTED("It is permitted."),
    PERMITTED_WITHOUT("It is permitted without {properties}."),
    PERMITTED_IN_PART("It is permitted in part."),
    WITHHELD("It is withheld."),
    NOTHING_HERE("There is nothing here by that name."),

    // What was asked, and about what.
    ASKED("{party} to {action} over '{channel}' at {at}, as known at {known}"),
    ACTION_READ("read"),
    ACTION_QUERY("query"),
    ACTION_NOTIFIED("notified"),
    ACTION_CONTRIBUTE("contribute"),
    ACTION_ATTEND("attend"),
    ACTION_VOTE("vote"),
    OBJECT("shared in {body}, '{class}'"),
    OBJECT_OF("of {owner}, shared in {body}, '{class}'"),
    MARKING("{marking} ({scheme}): {says}"),
    CAVEAT("{marking} (caveat): {says}"),

    // Grounds that permit.
    OWN("An owner always reads its own."),
    BY_RULE(
            "{rule} permits it to standing '{standing}' in {body} ({instrument}; charter"
                    + " v{edition})."),
    BY_RULE_DECIDED(
            "{rule} permits it to standing '{standing}' in {body} ({instrument}; charter"
                    + " v{edition}), by {decision}."),
    BY_RULE_ROOTED(
            "{rule} permits it to standing '{standing}' in {body} ({instrument}; charter"
                    + " v{edition}), by {decision}, which rests on {root}."),
    BY_AGREEMENT("Agreement {agreement} with the owner covers '{class}'."),
    BY_RIGHT("Right {right} in {body} permits it."),
    BY_RIGHT_DECIDED("Right {right} in {body} permits it, by {decision}."),
    BY_RIGHT_ROOTED("Right {right} in {body} permits it, by {decision}, which rests on {root}."),
    BY_OWNER("The owner gives it to the reader."),

    // Grounds that stand against it.
    TOO_LOW(
            "The reader's standing in {body} is '{held}'; at least '{needed}' is needed (charter"
                    + " v{edition})."),
    TOO_LOW_DECIDED(
            "The reader's standing in {body} is '{held}'; at least '{needed}' is needed (charter"
                    + " v{edition}), by {decision}."),
    TOO_LOW_ROOTED(
            "The reader's standing in {body} is '{held}'; at least '{needed}' is needed (charter"
                    + " v{edition}), by {decision}, which rests on {root}."),
    TOO_LOW_FOR_ALL(
            "The reader's standing in {body} is '{held}'; to read all of it at least '{needed}' is"
                    + " needed (charter v{edition})."),
    TOO_LOW_FOR_ALL_DECIDED(
            "The reader's standing in {body} is '{held}'; to read all of it at least '{needed}' is"
                    + " needed (charter v{edition}), by {decision}."),
    TOO_LOW_FOR_ALL_ROOTED(
            "The reader's standing in {body} is '{held}'; to read all of it at least '{needed}' is"
                    + " needed (charter v{edition}), by {decision}, which rests on {root}."),
    NO_RULE(
            "No rule of {body} (charter v{edition}) gives '{class}' over '{channel}' to any"
                    + " standing."),
    NO_RULE_OF_LEVEL("No rule of {body} (charter v{edition}) gives {level} to any standing."),
    NO_RULE_UNMARKED(
            "No rule of {body} (charter v{edition}) gives what bears no level to any standing."),
    NO_AGREEMENT("No agreement between {owner} and the reader covers '{class}'."),
    NO_AGREEMENT_OF_OWNER("No agreement with the owner covers '{class}'."),
    NO_AGREEMENT_OF_ANY_OWNER("No agreement between the owner and the reader covers '{class}'."),
    RESTRICTED("Restriction {restriction} of {body} cuts it."),
    RESTRICTED_DECIDED("Restriction {restriction} of {body} cuts it, by {decision}."),
    RESTRICTED_ROOTED(
            "Restriction {restriction} of {body} cuts it, by {decision}, which rests on {root}."),
    DEMANDED("The owner demands in {marking} ({scheme}): {condition}."),
    DEMANDED_SOMETHING("The owner demands something."),
    DEMANDED_BY_ANY_OWNER("The owner demands what does not hold for the reader."),
    RED("TLP:RED is for its owner alone."),

    // What an owner demands: after a colon, and in brackets.
    LEVEL("{level}"),
    PERMISSIBLE_CLEAR("PAP:CLEAR: no limit on what is done with it"),
    PERMISSIBLE_GREEN("PAP:GREEN: active measures that are not against the source are permitted"),
    PERMISSIBLE_AMBER("PAP:AMBER: only passive measures that the source cannot see"),
    PERMISSIBLE_RED("PAP:RED: only on systems that cannot be seen from outside"),
    ONLY_TO("only to {circle}"),
    ONLY_TO_NOBODY("only to nobody"),
    NOT_TO("not to {circle}"),
    NOT_TO_NOBODY("not to nobody"),
    WITHIN("those with standing '{least}' or more in {body}"),
    ASK_ORIGINATOR("the originator is asked first"),
    EMBARGO("not before {until}"),
    EXPIRY("not from {at} on"),
    HIDE("without '{property}'"),
    UNREADABLE("'{what}' cannot be understood"),
    NOTHING(""),

    // Names and numbers, as they are.
    VERBATIM("{text}"),
    QUOTED("'{name}'"),
    NUMBER("[{number}]"),

    // What blocks, by the numbers of grounds.
    BLOCKS_ALONE("{number} alone"),
    BLOCKS_TOGETHER("{numbers} together"),

    // What would change it; the acts stand in the sentence as they are below.
    WOULD("It would be permitted if {acts}."),
    WOULD_IN_PART("It would be permitted if {acts}; then in part."),
    WOULD_WHOLE("All of it would be permitted if {acts}."),
    NOTHING_WOULD("Nothing that anybody could do would change it."),
    GRANT("the reader's standing in {body} were '{standing}'"),
    AGREE("{owner} and the reader agreed on '{class}'"),
    RESTORE("{body} lifted restriction {restriction}"),
    LOWER("the owner lowered {marking} to {level}"),
    LOWER_USUAL("the owner lowered its marking to {level}"),
    ADMIT("the owner admitted the reader in {marking} ({condition})"),
    LIFT("the owner lifted {marking} ({condition})"),
    BY_OWNER_SOMEHOW("the owner did something"),

    // The same of owners of which none is told from another.
    AGREE_BY_ANY_OWNER("the owner and the reader agreed on '{class}'"),
    ADMIT_BY_ANY_OWNER("the owner admitted the reader"),
    LIFT_BY_ANY_OWNER("the owner lifted what it demands"),

    // Whom to ask, and what else there is to know.
    THE_OWNER("the owner"),
    CUT("There is more than this: no list is longer than {limit}."),
    PSEUDONYMS(
            "Addresses of this server's own networks are replaced by pseudonyms: no agreement with"
                    + " the owner covers personal data."),
    REFERENCES(
            "References to what the reader may not read are left out, and what says nothing without"
                    + " them is not shown."),

    // Duties.
    KEEP_TO("keep to {what}"),
    KEEP_TO_WITHIN("keep to {what}, within {community}"),
    REVIEWED("{reviewer} reviews it first (restriction {restriction})"),
    EXPIRES("do not use it from {at} on"),
    ASK_BEFORE_SHARING("ask the originator before sharing it further"),
    SHARE("share it {condition}"),
    NO_ONWARD("do not share it further"),
    PURPOSE("use it for {purposes} only"),
    DELETE_AFTER("delete it after {days} days"),
    GOES_THROUGH("it goes through {through}"),
    HEED("heed: {statement}"),
    ENCRYPT("encrypt it in transit"),
    DO_NOT_NOTIFY("do not notify affected parties"),
    NAME_SOURCE("name where it is from"),
    DO_NOT_NAME_SOURCE("do not name where it is from"),
    DO_NOT_SELL("do not sell it unmodified"),
    ONLY_READ("do nothing with it but read"),
    ASK_BEFORE_ACTING("ask where it is from before acting on it"),
    ACT_UNSEEN("act on it only where nobody outside sees"),
    ACT_INDIRECTLY("act on it outside only indirectly"),
    OWNERS_BEYOND("beyond this server it is its owner's"),
    ONE_SERVER_FURTHER("it goes one server further, no more"),
    ACS_PERMIT("permit: {action} (ACS)"),
    ACS_DENY("deny: {action} (ACS)"),
    SHARE_WITH("share it further with these only: {whom}"),
    DO_NOT_SHARE_WITH("do not share it further with: {whom}"),
    HANDLE_AS("handle as {control} {value} (ACS)"),
    AT_ITS_END("at its end: {process}"),

    // What is open.
    SOURCES_DIFFER("sources differ on '{matter}': {sources}"),
    DATED("'{what}' is dated {date}"),

    // What became of a request, and why.
    STEP_DRAFTED("drafted"),
    STEP_SENT("sent by the applicant"),
    STEP_RECEIVED("received by the body"),
    STEP_TO_THIRD_PARTY("said to a third party, which moves nothing"),
    STEP_LETTER_CLOSES_NOTHING("a letter closes nothing; only a decision does"),
    STEP_LETTER_MOVES_NOTHING("a letter alone moves nothing"),
    STEP_NOT_FOR_ORGAN("{organ} may not decide on it by the charter"),
    STEP_CONTESTED("this view does not take {organ} for competent"),
    STEP_DECIDED("decided by {organ}"),
    STEP_DECIDED_CITING("decided by {organ}, citing {cites}"),
    STEP_SPONSORS("{sponsors} of {needed} sponsors on record"),
    STEP_VOTE_SHORT("{vote} is short of {threshold}"),
    STEP_INTERPRETED("an interpretation moves nothing"),
    STEP_BY_DECISION_ONLY("only a decision of a competent organ makes it {state}"),
    STEP_BY_PROCEDURE_ONLY("only the procedure makes it {state}"),
    STEP_NO_DECISION_SHOWN("only a decision closes a request, and none is shown"),
    STEP_CLAIMED("as claimed by {source}"),
    STEP_RE_APPLIED("for the {times}. time, as claimed by {source}"),
    STEP_REFUSED_BEFORE("refused {times} times before"),
    STEP_TOO_EARLY("earlier than {days} days after the refusal"),
    STEP_SILENCE("no answer within {days} days, which is no refusal"),
    STEP_NOT_FROM_HERE("what is {state} does not become {other}"),
    POINTS("{points}"),

    // How far a request has come, and what decisions do: words for each.
    STATE_DRAFT("draft"),
    STATE_SENT("sent"),
    STATE_RECEIVED("received"),
    STATE_ADMISSIBLE("admissible"),
    STATE_INADMISSIBLE("inadmissible"),
    STATE_UNDER_REVIEW("under review"),
    STATE_ON_AGENDA("on agenda"),
    STATE_DEFERRED("deferred"),
    STATE_GRANTED("granted"),
    STATE_REFUSED("refused"),
    STATE_LAPSED("lapsed"),
    STATE_WITHDRAWN("withdrawn"),
    STATE_SUSPENDED("suspended"),
    STATE_RE_APPLIED("re applied"),
    STATE_AUTO_REJECTED("auto rejected"),
    STATE_APPEALED("appealed"),
    STATE_IN_FORCE("in force"),
    STATE_RESTRICTED("restricted"),
    STATE_REVOKED("revoked"),
    STATE_EXPIRED("expired"),
    DECISION_GRANT("grant"),
    DECISION_REFUSE("refuse"),
    DECISION_SUSPEND("suspend"),
    DECISION_LIFT("lift"),
    DECISION_RESTRICT("restrict"),
    DECISION_REVOKE("revoke"),
    DECISION_INTERPRET("interpret"),
    DECISION_DEFER("defer"),

    // What stands between the parts of a list.
    LIST_POINTS("; "),
    LIST_COMMA(", "),
    LIST_ACTS(", and "),
    LIST_NUMBERS(" and ");

    private final String english;

    Phrase(String english) {
        this.english = english;
    }

    /** The word for how far a request has come. */
    public static Saying of(RequestState state) {
        return Saying.of(valueOf("STATE_" + state.name()));
    }

    /** The word for what a decision does. */
    public static Saying of(Decision.Kind kind) {
        return Saying.of(valueOf("DECISION_" + kind.name()));
    }

    /** The name of the text, the same in every language, such as {@code too-low}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The text in English. */
    public String english() {
        return english;
    }
}
