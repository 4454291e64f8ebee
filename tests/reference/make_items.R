# Figures of items, computed by psych: alpha() for each scale, and statsBy() for the intraclass correlation.
# Writes items.json.   Rscript make_items.R
# Needs R with psych, psychTools and jsonlite (Debian: r-base-core r-cran-psych r-cran-psychtools r-cran-jsonlite).
suppressMessages({library(psych); library(psychTools); library(jsonlite)})
for (line in parse("make_figures.R"))               # read_set, range_of, score, write_json17 and the like, nothing else
  if (is.call(line) && identical(line[[1]], as.name("<-")) && is.call(line[[3]]) && identical(line[[3]][[1]], as.name("function"))) eval(line)

GROUPS <- list(bfi = "education", msq = "exper")    # columns; epi and anes96 have no groups, and are put into some by a rule

groups_of <- function(name, k, n) {
  if (is.null(GROUPS[[name]])) return((seq_len(n)^2 + seq_len(n) %/% 7) %% 13)
  e <- new.env(); data(list = k$source$r_object, package = k$source$r_package, envir = e)
  as.character(as.data.frame(e[[k$source$r_object]])[[GROUPS[[name]]]])
}

keys_apart <- function(sev, key) {                  # over those who answered questions of both keys
  high <- rowMeans(sev[, key == "barrier", drop = FALSE], na.rm = TRUE)
  low <- rowMeans(sev[, key == "enabler", drop = FALSE], na.rm = TRUE)
  both <- !is.nan(high) & !is.nan(low)
  if (sum(both) < 2) return(NULL)
  t <- t.test(high[both], low[both], paired = TRUE)
  list(n = sum(both), difference = unname(t$estimate), d = unname(t$statistic) / sqrt(sum(both)),
       correlation = cor(high[both], low[both]))
}

scale_figures <- function(k, set, name, group) {
  s <- score(k, set, name); sev <- as.data.frame(s$sev); key <- sapply(k$scales[[name]]$items, \(x) x$key)
  a <- suppressWarnings(alpha(sev, warnings = FALSE, max = 20))
  known <- !is.na(group)
  by <- statsBy(data.frame(sev, group = group)[known, ], "group")
  list(raw_alpha = a$total$raw_alpha, keys = keys_apart(as.matrix(sev), key),
       items = lapply(setNames(nm = names(sev)), \(j) {
         at <- match(j, names(sev))
         list(n = a$item.stats$n[at], sd = a$item.stats$sd[at], r_drop = a$item.stats$r.drop[at],
              alpha_without = a$alpha.drop$raw_alpha[at],
              lowest = mean(sev[[j]] == 0, na.rm = TRUE), highest = mean(sev[[j]] == 100, na.rm = TRUE),
              groups = sum(by$n[, at] > 0), icc1 = unname(by$ICC1[at]))
       }))
}

figures <- lapply(setNames(nm = c("bfi", "epi", "msq", "anes96")), \(name) {
  k <- fromJSON(paste0(name, ".keys.json"), simplifyVector = FALSE)
  set <- read_set(k); group <- groups_of(name, k, nrow(set$values))
  long <- Filter(\(s) length(k$scales[[s]]$items) > 2, names(k$scales))
  list(groups = if (is.null(GROUPS[[name]])) "(row^2 + row %/% 7) %% 13" else GROUPS[[name]],
       scales = lapply(setNames(nm = long), \(s) scale_figures(k, set, s, group)))
})
write_json17(list(computed_by = paste("R", getRversion(), "psych", packageVersion("psych")), sets = figures), "items.json")
