# Reference figures for changes between two rounds, computed with t.test and p.adjust of R.   Rscript make_changes.R
# Reads rounds.csv, in which each row is one person; writes changes.json. Needs R with jsonlite (Debian: r-cran-jsonlite).
library(jsonlite)
people <- read.csv("rounds.csv")
keys <- c(T1 = 1, T2 = 1, T3 = -1, R1 = 1, R2 = -1, R3 = 1, P1 = 1, P2 = 1, P3 = 1, S1 = -1, S2 = -1, S3 = 1)
severity <- function(q) if (keys[[q]] == 1) 25 * people[[q]] else 100 - 25 * people[[q]]
person_mean <- function(qs) {
  held <- sapply(qs, severity)
  enough <- rowSums(!is.na(held)) >= pmax(2, ceiling(length(qs) / 2))
  ifelse(enough, rowMeans(held, na.rm = TRUE), NA)
}
welch <- function(values, level) {
  before <- values[people$round == "before"]; after <- values[people$round == "after"]
  found <- t.test(after, before, var.equal = FALSE, conf.level = level)
  list(before = mean(before, na.rm = TRUE), after = mean(after, na.rm = TRUE),
       difference = unname(found$estimate[1] - found$estimate[2]), low = found$conf.int[1], high = found$conf.int[2],
       df = unname(found$parameter), p = found$p.value, n_before = sum(!is.na(before)), n_after = sum(!is.na(after)))
}
barriers <- list(time = c("T1", "T2", "T3"), resource = c("R1", "R2", "R3"), political = c("P1", "P2", "P3"),
                 social = c("S1", "S2", "S3"))
scores <- lapply(barriers, \(qs) welch(person_mean(qs), 0.95))
holm <- p.adjust(sapply(scores, \(s) s$p), method = "holm")
for (name in names(scores)) scores[[name]]$holm <- unname(holm[name])
questions <- sapply(names(keys), \(q) welch(severity(q), 0.99), simplify = FALSE)
write(toJSON(list(barriers = scores, questions = questions), auto_unbox = TRUE, digits = I(17), pretty = TRUE), "changes.json")
