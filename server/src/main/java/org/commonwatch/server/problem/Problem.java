package org.commonwatch.server.problem;

import java.util.List;

/** Something the caller can act on. A broken invariant is not a problem but a bug. */
public sealed interface Problem {
    /** The HTTP status that says the same. */
    int status();

    /** What happened: one sentence that blames nobody and names the value. */
    String message();

    /** What to do next, as an instruction. */
    String remedy();

    /** Something that passes: the same request may succeed later. */
    sealed interface Passing extends Problem {
        /** When to send it again. */
        int retryAfterSeconds();
    }

    /** There is no such thing, or none that the caller may know of. */
    record NotFound(String what, String name) implements Problem {
        @Override
        public int status() {
            return 404;
        }

        @Override
        public String message() {
            return "There is no " + what + " '" + name + "' that you can read.";
        }

        @Override
        public String remedy() {
            return "Check the address, or ask whether your standing covers it.";
        }
    }

    /** The request cannot be understood. */
    record Malformed(String message, String remedy) implements Problem {
        /** What should say where to go on does not. */
        public static Malformed cursor(String name) {
            return new Malformed(
                    "The value of '" + name + "' is not one that this server gave.",
                    "Repeat it exactly as the page before had it, or leave it out.");
        }

        @Override
        public int status() {
            return 400;
        }
    }

    /** The answer cannot be in any form the caller accepts. */
    record NotAcceptable(String accept, String offered) implements Problem {
        @Override
        public int status() {
            return 406;
        }

        @Override
        public String message() {
            return "The answer cannot be given as '" + accept + "'.";
        }

        @Override
        public String remedy() {
            return "Accept " + offered + ".";
        }
    }

    /** What was sent is in a form that is not taken. */
    record UnsupportedMedia(String sent, String taken) implements Problem {
        @Override
        public int status() {
            return 415;
        }

        @Override
        public String message() {
            return sent.isEmpty()
                    ? "What was sent has no Content-Type."
                    : "What was sent cannot be read as '" + sent + "'.";
        }

        @Override
        public String remedy() {
            return "Send it as " + taken + ".";
        }
    }

    /** The request can be read, but asks for something that makes no sense. */
    record Unprocessable(String message, String remedy) implements Problem {
        @Override
        public int status() {
            return 422;
        }
    }

    /** The request contradicts what is already there. */
    record Conflict(String message, String remedy) implements Problem {
        @Override
        public int status() {
            return 409;
        }
    }

    /** A named limit is exceeded. */
    record TooLarge(String what, String limit) implements Problem {
        /** That something has more bytes than it may. */
        public static TooLarge than(long bytes, String what) {
            boolean whole = bytes % (1 << 20) == 0;
            String limit = whole ? (bytes >> 20) + " MiB" : String.format("%,d bytes", bytes);
            return new TooLarge(what, limit);
        }

        @Override
        public int status() {
            return 413;
        }

        @Override
        public String message() {
            return what + " is over the limit of " + limit + ".";
        }

        @Override
        public String remedy() {
            return "Send it in smaller parts.";
        }
    }

    /** A request took longer to arrive than it may. */
    record TooSlow(long limitSeconds) implements Problem {
        @Override
        public int status() {
            return 408;
        }

        @Override
        public String message() {
            return "The request did not arrive within " + limitSeconds + " seconds.";
        }

        @Override
        public String remedy() {
            return "Send it in smaller parts.";
        }
    }

    /** Signed in, but for other things. */
    record Forbidden() implements Problem {
        @Override
        public int status() {
            return 403;
        }

        @Override
        public String message() {
            return "This address is not for the token that was given.";
        }

        @Override
        public String remedy() {
            return "Ask the operator for a token of the right role.";
        }
    }

    /** Signed in, and at the right address, but not the one to do this. */
    record NotAllowed(String message, String remedy) implements Problem {
        @Override
        public int status() {
            return 403;
        }
    }

    /**
     * Who signed in does not have it for want of a standing or a right, which it may know.
     *
     * @param grounds each a sentence about the caller's own party
     * @param ask who could change that
     */
    record NotPermitted(String action, String where, List<String> grounds, List<String> ask)
            implements Problem {
        public NotPermitted {
            grounds = List.copyOf(grounds);
            ask = List.copyOf(ask);
        }

        @Override
        public int status() {
            return 403;
        }

        @Override
        public String message() {
            String what = "Your party may not " + action + " in '" + where + "'.";
            return grounds.isEmpty() ? what : what + " " + String.join(" ", grounds);
        }

        @Override
        public String remedy() {
            return ask.isEmpty()
                    ? "Ask the operator whether it can be granted."
                    : "Ask " + String.join(", or ", ask) + ".";
        }
    }

    /** Nobody has signed in. */
    record Unauthenticated() implements Problem {
        @Override
        public int status() {
            return 401;
        }

        @Override
        public String message() {
            return "This address needs a name and a secret of it, and these are missing or wrong.";
        }

        @Override
        public String remedy() {
            return "Sign in with HTTP Basic or a token as Bearer; the operator gives out names.";
        }
    }

    /** The server gave up on a request, by a defect or before it could be read. */
    record Failed(int status) implements Problem {
        @Override
        public String message() {
            return status < 500
                    ? "The request cannot be read."
                    : "The server failed on this request.";
        }

        @Override
        public String remedy() {
            return status < 500
                    ? "Check its address and headers."
                    : "Report it with the time: the server's log has the reason.";
        }
    }

    /** Too much at once; the same request may succeed later. */
    record Busy(int retryAfterSeconds) implements Passing {
        @Override
        public int status() {
            return 429;
        }

        @Override
        public String message() {
            return "More is being delivered at this moment than can be taken in.";
        }

        @Override
        public String remedy() {
            return "Send it again after " + retryAfterSeconds + " seconds.";
        }
    }

    /** A sensor delivers faster than it may; the same delivery will be taken later. */
    record OverQuota(String sensor, int linesPerSecond, int retryAfterSeconds) implements Passing {
        @Override
        public int status() {
            return 429;
        }

        @Override
        public String message() {
            return "The sensor '%s' delivers more than %,d lines a second."
                    .formatted(sensor, linesPerSecond);
        }

        @Override
        public String remedy() {
            return "Send it again after "
                    + retryAfterSeconds
                    + " seconds: what was acknowledged is kept.";
        }
    }

    /** What was delivered could not be put on the disk; the same delivery may be taken later. */
    record NotArchived(int retryAfterSeconds) implements Passing {
        @Override
        public int status() {
            return 503;
        }

        @Override
        public String message() {
            return "What was delivered could not be written to the archive, and is not counted.";
        }

        @Override
        public String remedy() {
            return "Send it again later; the server's log has the reason.";
        }
    }

    /** A party asks faster than its share allows; the same request will succeed later. */
    record TooFast(String who, int perSecond, int retryAfterSeconds) implements Passing {
        @Override
        public int status() {
            return 429;
        }

        @Override
        public String message() {
            return who + " asks more than " + perSecond + " times a second.";
        }

        @Override
        public String remedy() {
            return "Send the request again after "
                    + retryAfterSeconds
                    + " seconds, and ask for"
                    + " larger pages.";
        }
    }

    /** Somebody was wrong too often to be believed now. */
    record TooManyGuesses(int retryAfterSeconds) implements Passing {
        @Override
        public int status() {
            return 429;
        }

        @Override
        public String message() {
            return "Too many wrong passwords came for this name from here, or from here at all.";
        }

        @Override
        public String remedy() {
            return "Wait " + retryAfterSeconds + " seconds, and see that the password is right.";
        }
    }

    /** Whoever says who it is does not answer. */
    record IssuerAway() implements Problem {
        @Override
        public int status() {
            return 503;
        }

        @Override
        public String message() {
            return "The issuer of this server does not answer now.";
        }

        @Override
        public String remedy() {
            return "Sign in later, or with a name of this server.";
        }
    }

    /** More passwords are to be checked than can be; the same request may succeed later. */
    record SignInsBusy(int retryAfterSeconds) implements Passing {
        @Override
        public int status() {
            return 503;
        }

        @Override
        public String message() {
            return "More passwords are given at this moment than can be checked.";
        }

        @Override
        public String remedy() {
            return "Send the request again after " + retryAfterSeconds + " seconds.";
        }
    }

    /** As many as there may be at once are there already. */
    record TooMany(String what, String whose, int limit) implements Problem {
        @Override
        public int status() {
            return 429;
        }

        @Override
        public String message() {
            return "There are already "
                    + limit
                    + " "
                    + what
                    + " of your "
                    + whose
                    + ", which is the limit.";
        }

        @Override
        public String remedy() {
            return "End one of them first.";
        }
    }

    /** The database cannot be reached, or was lost on the way. */
    record Unavailable() implements Problem {
        @Override
        public int status() {
            return 503;
        }

        @Override
        public String message() {
            return "The database does not answer, and whether this request was kept is not known.";
        }

        @Override
        public String remedy() {
            return "Send it again later: a segment is never counted twice.";
        }
    }

    /** What was to be answered could not be recorded, and so does not leave. */
    record NotRecorded() implements Problem {
        @Override
        public int status() {
            return 503;
        }

        @Override
        public String message() {
            return "The answer could not be written into the record, and so is not given.";
        }

        @Override
        public String remedy() {
            return "Ask again later.";
        }
    }
}
