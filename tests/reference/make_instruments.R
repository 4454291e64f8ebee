# Answers to eight public instruments, drawn here, and their scores, computed by psych and plain R.
# Writes instruments/<id>.csv and instruments.json.   Rscript make_instruments.R
# Needs R with psych and jsonlite (Debian: r-base-core r-cran-psych r-cran-jsonlite).
suppressMessages({library(psych); library(jsonlite)})
for (line in parse("make_figures.R"))               # write_json17, nothing else
  if (is.call(line) && identical(line[[1]], as.name("<-")) && identical(line[[2]], as.name("write_json17"))) eval(line)
set.seed(20261)
PEOPLE <- 40

draw <- function(items, values, blank = 0.04) {     # a person's answers lean the same way; some are left out
  lean <- rnorm(PEOPLE)
  found <- sapply(items, \(item) values[pmin(length(values), pmax(1, round((length(values) + 1) / 2 + (lean + rnorm(PEOPLE)) * length(values) / 4)))])
  found[runif(length(found)) < blank] <- NA
  as.data.frame(found)
}
keep <- function(id, answers) write.csv(answers, sprintf("instruments/%s.csv", id), row.names = FALSE, na = "", quote = FALSE)
scores <- function(id, keys, lo, hi, answers) {     # the mean over the items that a person answered, on the range of the items
  keep(id, answers)
  s <- scoreItems(keys, answers, totals = FALSE, missing = TRUE, impute = "none", min = lo, max = hi)$scores
  lapply(setNames(nm = colnames(s)), \(name) list(mean = mean(s[, name], na.rm = TRUE), n = sum(!is.na(s[, name])), lo = lo, hi = hi))
}
signed <- function(prefix, items) paste0(ifelse(items < 0, "-", ""), prefix, abs(items))

found <- list()
found$sus <- scores("sus", list(usability.all = signed("Q", 1:10 * c(1, -1))), 1, 5, draw(paste0("Q", 1:10), 1:5))
found$hse <- scores("hse", list(
  work.demands = signed("H", -c(3, 6, 9, 12, 16, 18, 20, 22)), work.control = signed("H", c(2, 10, 15, 19, 25, 30)),
  work.managers = signed("H", c(8, 23, 29, 33, 35)), work.peers = signed("H", c(7, 24, 27, 31)),
  work.relationships = signed("H", -c(5, 14, 21, 34)), work.role = signed("H", c(1, 4, 11, 13, 17)),
  work.change = signed("H", c(26, 28, 32))), 1, 5, draw(paste0("H", 1:35), 1:5))
found$rses <- scores("rses", list(esteem.all = signed("R", 1:10 * c(1, -1, 1, 1, -1, -1, 1, -1, -1, 1))), 0, 3, draw(paste0("R", 1:10), 0:3))
found$bfi10 <- scores("bfi10", list(
  traits.extraversion = signed("B", c(-1, 6)), traits.agreeableness = signed("B", c(2, -7)),
  traits.conscientiousness = signed("B", c(-3, 8)), traits.neuroticism = signed("B", c(-4, 9)),
  traits.openness = signed("B", c(-5, 10))), 1, 5, draw(paste0("B", 1:10), 1:5))
found$trust <- scores("trust", list(trust.all = c("-trust", "fair", "-helpful")), 1, 2, draw(c("trust", "fair", "helpful"), 1:2))

ons <- draw(c("satisfied", "worthwhile", "happy", "anxious"), 0:10)
keep("ons4", ons)
found$ons4 <- lapply(setNames(names(ons), paste0("life.", names(ons))), \(x) {
  score <- if (x == "anxious") 10 - ons[[x]] else ons[[x]]
  list(mean = mean(score, na.rm = TRUE), n = sum(!is.na(score)), lo = 0, hi = 10)
})

METRIC <- c(7.00, 9.51, 11.25, 12.40, 13.33, 14.08, 14.75, 15.32, 15.84, 16.36, 16.88, 17.43, 17.98, 18.59, 19.25, 19.98,
            20.73, 21.54, 22.35, 23.21, 24.11, 25.03, 26.02, 27.03, 28.13, 29.31, 30.70, 32.55, 35.00)
wellbeing <- draw(paste0("W", 1:7), 1:5)
keep("swemwbs", wellbeing)
metric <- METRIC[rowSums(wellbeing) - 6]            # NA where any of the seven is left out
found$swemwbs <- list(wellbeing.all = list(mean = mean(metric, na.rm = TRUE), n = sum(!is.na(metric)), lo = 7, hi = 35))

OPTIONS <- c("crime", "economy", "prices", "health", "housing", "climate")
chosen <- lapply(seq_len(PEOPLE), \(i) sample(OPTIONS, sample(1:2, 1), prob = c(1.2, 4, 6, 3, 5, 0.8)))
keep("issues", data.frame(issues = sapply(chosen, paste, collapse = "; "), going = draw("going", 0:10)$going))
found$issues <- as.list(table(factor(unlist(chosen), OPTIONS)))

write_json17(list(computed_by = paste("R", getRversion(), "psych", packageVersion("psych")), instruments = found), "instruments.json")
