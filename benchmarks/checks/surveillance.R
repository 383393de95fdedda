# Asks the R package surveillance (1.20.3) what its detectors say, for comparison with ours.
#
# Reads questions, one a line, and writes each again with its answer:
#
#     Rscript surveillance.R < questions > answers
#
#     ask DATA METHOD option=value ...
#
# DATA is a data set of the package (NAME, or NAME:COLUMN), or made:SEED:PERIODS for a series of
# ours. METHOD is earsC, farrington, farringtonFlexible or glrnb; options are the package's own.
suppressMessages(library(surveillance))

# A season, a slow trend, bursts, and a population that grows once.
made <- function(seed, periods) {
    set.seed(seed)
    t <- seq_len(periods)
    population <- ifelse(t > periods / 2, 1.5, 1)
    mean <- population * exp(1.2 + 0.8 * cos(2 * pi * t / 52) + 0.001 * t)
    counts <- rnbinom(periods, mu = mean, size = 4)
    burst <- sample(periods, periods %/% 40)
    counts[burst] <- counts[burst] + rpois(length(burst), 15)
    sts(counts, frequency = 52, population = matrix(population))
}

series <- function(name) {
    parts <- strsplit(name, ":")[[1]]
    if (parts[1] == "made") {
        return(made(as.integer(parts[2]), as.integer(parts[3])))
    }
    found <- new.env()
    data(list = parts[1], package = "surveillance", envir = found)
    set <- get(parts[1], found)
    if (inherits(set, "disProg")) {
        set <- disProg2sts(set)
    }
    if (length(parts) > 1) {
        set <- set[, as.integer(parts[2])]
    }
    sts(as.vector(observed(set)), frequency = set@freq, population = matrix(population(set)))
}

say <- function(name, values) {
    cat(name, ifelse(is.na(values), "NA", sprintf("%.15g", as.numeric(values))), "\n")
}

answer <- function(data, method, options) {
    set <- series(data)
    say("season", set@freq)
    say("counts", observed(set))
    say("population", population(set))
    # What the package prints on its way is no answer.
    capture.output(result <- suppressMessages(suppressWarnings(switch(
        method,
        earsC = earsC(set, options),
        farrington = farrington(set, options),
        farringtonFlexible = farringtonFlexible(set, options),
        glrnb = glrnb(set, options),
        stop("no method ", method)))))
    say("range", options$range[c(1, length(options$range))])
    say("bound", upperbound(result))
    say("alarm", alarms(result))
    for (more in c("expected", "phiVector", "pvalue", "score", "alpha")) {
        if (is.numeric(result@control[[more]])) {
            say(more, result@control[[more]])
        }
    }
}

questions <- file("stdin")
for (line in readLines(questions)) {
    if (startsWith(line, "ask ")) {
        cat(line, "\n", sep = "")
        words <- strsplit(line, " +")[[1]]
        options <- eval(parse(text = paste0("list(", paste(words[-(1:3)], collapse = ","), ")")))
        tryCatch(
            answer(words[2], words[3], options),
            error = function(e) cat('failed', conditionMessage(e), '\n', file = stderr()))
    }
}
close(questions)
