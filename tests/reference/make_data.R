# Makes hillside.csv (ours), anes96.csv (an extract) and the *.keys.json files.
# Run only to remake them; the results are committed:
#   Rscript make_data.R /path/to/statsmodels/datasets/anes96/anes96.csv
# Needs R with psych, psychTools (for the published keys) and jsonlite.
suppressMessages({library(psych); library(psychTools); library(jsonlite)})
args <- commandArgs(trailingOnly = TRUE)
RNGkind("Mersenne-Twister", "Inversion", "Rejection")

# ---- hillside: 42 people, 12 questions, invented here ----
set.seed(4711)
role <- c(rep("teacher", 18), rep("support", 11), rep("leader", 5), rep("office", 3), rep("parent", 5))
n <- length(role)
shift <- c(teacher = 0.5, support = -0.4, leader = -0.8, office = 0, parent = 0.2)[role]
person <- rnorm(n, sd = 0.7)
rev <- c(F, T, F,  F, T, F,  T, F, F,  F, T, F)          # worded the other way round
q <- sapply(1:12, function(j) {
  z <- 3.1 + (if (rev[j]) -1 else 1) * (shift + person) + rnorm(n, sd = 0.9)
  pmin(5, pmax(1, round(z)))
})
q[, 12] <- pmin(10, pmax(0, round((q[, 12] - 1) * 2.5 + rnorm(n, sd = 0.6))))   # 0..10
colnames(q) <- sprintf("Q%02d", 1:12)
d <- matrix(as.character(q), n, dimnames = dimnames(q))
u <- matrix(runif(n * 12), n)
d[u < 0.08] <- "";  d[u >= 0.08 & u < 0.16] <- "na"
d[u >= 0.16 & u < 0.20] <- "dk"; d[u >= 0.20 & u < 0.22] <- "pns"
d[3, ] <- ""                                             # handed in empty
d[7, ] <- c(rep("3", 11), "5")                           # straight-liner: exactly 50 everywhere
d[12, ] <- "na"                                          # nothing applies
d[9, 1:3] <- c("4", "na", "")                            # time: 1 answered, never enough
d[14, 4:6] <- c("5", "na", "2")                          # resource, 2 of 2 applicable
d[20, 9:12] <- c("na", "na", "4", "7")                   # social: under share67 N/A makes the difference
d[21, 9:12] <- c("", "", "4", "7")                       # its twin, blank instead
d[22, 9:12] <- c("dk", "pns", "4", "7")                  # and with do not know / rather not say
d[role == "leader", 4:5] <- rep(c("2", "4"), each = 5)   # leaders all alike on resource ...
d[role == "leader", 6] <- "2"                            # ... so a zero-width interval
d[role == "office", 10] <- c("1", "1", "4")
write.csv(data.frame(id = sprintf("h%02d", 1:n), role = role, d), "hillside.csv", row.names = FALSE, quote = FALSE)

# ---- anes96: five columns as they are ----
if (length(args)) {
  a <- read.delim(args[1], quote = "'")
  write.csv(a[, c("TVnews", "selfLR", "ClinLR", "DoleLR", "PID", "vote")], "anes96.csv", row.names = FALSE)
}

# ---- keys ----
members <- function(keys, weights = NULL) {              # psych style: "-x" is reversed
  id <- sub("^-", "", keys)
  out <- lapply(seq_along(keys), function(i) list(
    key = if (startsWith(keys[i], "-")) "enabler" else "barrier",
    weight = if (is.null(weights)) 1 else weights[i]))
  names(out) <- id
  list(items = out)
}
half <- list(min_share = 0.5, min_answered = 2)
complete <- list(min_share = 1, min_answered = 2)
save <- function(x, name) writeLines(toJSON(x, auto_unbox = TRUE, digits = I(17), pretty = 2, null = "null"),
                                     paste0(name, ".keys.json"))
sha256 <- list(   # of the CSV inside pydataset 0.2.0
  bfi = "264b048c31235a761fe8d5fa011b8211abe941e7cc985a92bd959523b99ee138",
  epi = "bf38b17e66b0a05a739c3fb8491af59283d96db460d2a5331163a3c2ce6d281f",
  msq = "9389dfcd5c28b8f512b27645516a1928b30643433249ac64c770472d725bf461")
pyd <- function(f) list(type = "pydataset", member = paste0("resources/rdata/csv/psych/", f, ".csv"),
                        sha256 = sha256[[f]], r_package = if (f == "bfi") "psych" else "psychTools", r_object = f)
base <- function(source, scales, lo, hi, N, rules = list(half = half, complete = complete), ...)
  c(list(source = source, scales = scales, lo = lo, hi = hi, N = N), half,
    list(rules = rules, codes = list("NA" = "blank")), list(...))

bfi.keys <- psych::bfi.keys
big5 <- lapply(bfi.keys, members)
base(pyd("bfi"), c(big5, list(neuroticism_weighted = members(paste0("N", 1:5), c(3, 1, 2, 0.5, 1.25)))),
     1, 6, 4000, note = "Published keys (psych::bfi.keys). neuroticism_weighted is ours.") |> save("bfi")

flip <- function(k) ifelse(startsWith(k, "-"), sub("^-", "", k), paste0("-", k))
all25 <- c(bfi.keys$agree, bfi.keys$conscientious, bfi.keys$extraversion, flip(bfi.keys$neuroticism), bfi.keys$openness)
items <- sprintf("%s%d", rep(c("A", "C", "E", "N", "O"), each = 5), 1:5)
base(pyd("bfi"), c(big5, list(all25 = members(unname(all25)))), 1, 6, 2800,
     rules = list(half = half, complete = complete, share56 = list(min_share = 0.56, min_answered = 2)),
     punch = list(columns = items,
       blank = list(a = 31, b = 17, c = 7, m = 97, below = 42, every = 1),
       na = list(a = 5, b = 11, c = 3, m = 23, below = 6, every = 3)),
     note = paste("bfi with cells taken out by the rule in `punch` (not real N/A). all25, with neuroticism",
                  "reversed against its own scale, is ours. 0.56 x 25 is 14, but 14.000000000000002 in floats.")) |>
  save("bfi_sparse")

data(epiR, package = "psychTools")   # brings epi.keys
base(pyd("epi"), lapply(epi.keys, members), 1, 2, 3570,
     note = "Published keys (psychTools::epi.keys): V11 counts + in N and - in Soc.") |> save("epi")

data(msqR, package = "psychTools")   # brings msq.keys
pick <- c("EA", "TA", "LAct", "uPA", "uNA", "aNA", "Self.Assurance", "Sadness")
base(pyd("msq"), lapply(msq.keys[pick], members), 0, 3, 5000,
     not_asked = list(c("anxious", "cheerful", "idle", "inactive", "tranquil"), c("alone", "kindly", "scornful")),
     note = paste("Published keys (psychTools::msq.keys): calm, at.rest, quiet, still, tired, drowsy, fearful count + in one",
                  "scale and - in another. Two versions of the form were used; where all of a block in `not_asked` is",
                  "blank, its cells are treated as N/A.")) |> save("msq")

base(list(type = "file", path = "anes96.csv"),
     list(conservative = members(c("selfLR", "PID", "vote", "-TVnews"), c(2, 1, 0.75, 0.5)),
          contrast = members(c("DoleLR", "-ClinLR", "-selfLR")),
          news = members(c("TVnews", "-PID"))),
     1, 7, 944,
     ranges = list(PID = c(0, 6), TVnews = c(0, 7), vote = c(0, 1)),
     punch = list(columns = c("TVnews", "selfLR", "ClinLR", "DoleLR", "PID", "vote"),
       blank = list(a = 3, b = 5, c = 2, m = 19, below = 4, every = 1),
       na = list(a = 2, b = 7, c = 5, m = 17, below = 3, every = 1)),
     note = paste("Real answers, complete; blanks and N/A put in by the rule in `punch`. The scales, weights and the double",
                  "membership of selfLR, PID and TVnews (opposite keys) are ours: this is no published inventory.")) |>
  save("anes96")

h <- base(list(type = "file", path = "hillside.csv"),
     list(time = members(c("Q01", "-Q02", "Q03"), c(1, 2, 0.5)),
          resource = members(c("Q04", "-Q05", "Q06")),
          political = members(c("-Q07", "Q08", "Q09", "-Q06")),
          social = members(c("Q09", "Q10", "-Q11", "Q12"), c(1, 1, 1.5, 1))),
     1, 5, 45, ranges = list(Q12 = c(0, 10)),
     rules = list(half = half, complete = complete, share67 = list(min_share = 0.67, min_answered = 2)),
     role_column = "role", outside_roles = list("parent"),
     N_by_role = list(teacher = 22, support = 14, leader = 5, office = 4, parent = 30),
     gap = list("teacher", "support"),
     note = paste("Invented. Q06 measures resource (barrier) and political (enabler); Q09 measures political and social with",
                  "the same key. N counts the four own roles."))
h$codes <- list("na" = "na", "dk" = "dk", "pns" = "pns")
save(h, "hillside")
