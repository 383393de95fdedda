package org.commonwatch.telemetry.matching;

/** Where in the bytes of a URL its host is, with user and port left out. */
final class UrlHost {
    private UrlHost() {}

    static int from(byte[] url, int from, int to) {
        int start = from;
        for (int i = from; i + 2 < to; i++) {
            if (url[i] == ':' && url[i + 1] == '/' && url[i + 2] == '/') {
                start = i + 3;
                break;
            }
        }
        for (int i = start; i < to && !isEnd(url[i]); i++) {
            if (url[i] == '@') {
                start = i + 1;
            }
        }
        return start;
    }

    static int to(byte[] url, int from, int to) {
        int end = from;
        boolean bracket = from < to && url[from] == '[';
        while (end < to && !isEnd(url[end]) && (bracket || url[end] != ':')) {
            bracket &= url[end] != ']';
            end++;
        }
        return end > from && url[end - 1] == '.' ? end - 1 : end;
    }

    static boolean isAscii(byte[] bytes, int from, int to) {
        int all = 0;
        for (int i = from; i < to; i++) {
            all |= bytes[i];
        }
        return all >= 0;
    }

    private static boolean isEnd(byte b) {
        return b == '/' || b == '?' || b == '#' || b == '\\';
    }
}
