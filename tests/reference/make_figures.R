# Reference figures, computed with tools that are not ours: psych::scoreItems, weighted.mean, t.test,
# survey::svymean, p.adjust. Writes figures.json and t_quantiles.json.   Rscript make_figures.R
# Needs R with psych, psychTools, survey and jsonlite (Debian: r-cran-psych r-cran-psychtools r-cran-survey r-cran-jsonlite).
suppressMessages({library(psych); library(psychTools); library(survey); library(jsonlite)})
RNGkind("Mersenne-Twister", "Inversion", "Rejection")
close_to <- function(a, b) stopifnot(identical(is.na(a), is.na(b)), all(abs(a - b) < 1e-10, na.rm = TRUE))
num <- function(x) if (length(x) == 0 || is.null(x)) NULL else ifelse(is.nan(x), NA_real_, x)

# values: numbers or NA; state: "", na, dk, pns, blank for each cell
read_set <- function(k) {
  items <- unique(unlist(lapply(k$scales, \(s) names(s$items))))
  if (k$source$type == "pydataset") {
    e <- new.env(); data(list = k$source$r_object, package = k$source$r_package, envir = e)
    raw <- as.data.frame(e[[k$source$r_object]])
  } else raw <- read.csv(k$source$path, colClasses = "character", na.strings = character(0))
  text <- sapply(raw[items], \(x) { x <- as.character(x); x[is.na(x)] <- "NA"; x })
  state <- matrix("", nrow(text), ncol(text), dimnames = list(NULL, items))
  state[text == ""] <- "blank"
  for (code in names(k$codes)) state[text == code] <- k$codes[[code]]
  for (block in lapply(k$not_asked, unlist)) {                       # a block left out of a person's version of the form
    none <- rowSums(is.na(raw[block])) == length(block)
    here <- intersect(block, items)
    state[none, here] <- "na"
  }
  if (!is.null(k$punch)) {
    hit <- function(r, i, j) i %% r$every == 0 && (r$a * i + r$b * j + r$c * i * j) %% r$m < r$below
    cols <- unlist(k$punch$columns)
    for (j in seq_along(cols)) for (i in seq_len(nrow(text)))
      if (hit(k$punch$na, i, j)) state[i, cols[j]] <- "na"
      else if (hit(k$punch$blank, i, j)) state[i, cols[j]] <- "blank"
  }
  text[state != ""] <- NA
  values <- matrix(as.numeric(text), nrow(text), dimnames = dimnames(state))
  stopifnot(!anyNA(values[state == ""]))
  for (item in items) { r <- range_of(k, item); stopifnot(values[, item] >= r[1] | is.na(values[, item]), values[, item] <= r[2] | is.na(values[, item])) }
  role <- if (is.null(k$role_column)) NULL else raw[[k$role_column]]
  list(values = values, state = state, role = role)
}
range_of <- function(k, item) { r <- unlist(k$ranges[[item]]); if (is.null(r)) c(k$lo, k$hi) else r }

# severities of one scale's items, and each person's plain mean over what they answered
score <- function(k, set, name) {
  s <- k$scales[[name]]$items; items <- names(s)
  key <- sapply(s, \(x) x$key); w <- sapply(s, \(x) x$weight)
  v <- set$values[, items, drop = FALSE]
  lohi <- sapply(items, \(i) range_of(k, i)); lo <- lohi[1, ]; hi <- lohi[2, ]
  signed <- ifelse(key == "enabler", -1, 1)
  same <- length(unique(lo)) == 1 && length(unique(hi)) == 1
  if (same) {                                        # psych reverses against the declared range
    sev <- 100 * (reverse.code(signed, v, mini = lo, maxi = hi) - lo[1]) / (hi[1] - lo[1])
  } else {
    p <- sweep(sweep(v, 2, lo), 2, hi - lo, "/")
    sev <- 100 * sweep(sweep(p, 2, signed, "*"), 2, as.numeric(signed < 0), "+")
  }
  sev <- as.matrix(sev); colnames(sev) <- items
  weighted <- apply(sev, 1, \(x) if (all(is.na(x))) NA_real_ else weighted.mean(x, w, na.rm = TRUE))
  if (length(unique(w)) == 1) {
    y <- if (same) v else 100 * sweep(sweep(v, 2, lo), 2, hi - lo, "/")
    l <- if (same) lo[1] else 0; h <- if (same) hi[1] else 100
    keys <- list(x = paste0(ifelse(signed < 0, "-", ""), items))
    got <- suppressWarnings(suppressMessages(scoreItems(keys, y, impute = "none", delete = FALSE, min = l, max = h)$scores[, 1]))
    got <- 100 * (got - l) / (h - l); got[is.nan(got)] <- NA
    close_to(unname(got), unname(rowMeans(sev, na.rm = TRUE)) |> (\(x) { x[is.nan(x)] <- NA; x })())
    close_to(unname(got), unname(weighted))
    person <- unname(got)
  } else person <- unname(weighted)
  list(sev = sev, person = person, w = w, state = set$state[, items, drop = FALSE])
}
needed <- function(rule, k_items, applicable) {      # whole numbers only
  pct <- round(100 * rule$min_share)
  stopifnot(abs(pct / 100 - rule$min_share) < 1e-12)
  pmax(min(rule$min_answered, k_items), (pct * applicable + 99) %/% 100)
}
enough <- function(rule, state, na_is_blank = FALSE) {
  applicable <- if (na_is_blank) rep(ncol(state), nrow(state)) else rowSums(state != "na")
  rowSums(state == "") >= needed(rule, ncol(state), applicable)
}

clip <- function(x) pmin(100, pmax(0, x))
interval <- function(x, N = NULL) {
  n <- length(x)
  out <- list(n = n, mean = if (n) mean(x) else NA_real_, sd = if (n > 1) sd(x) else NA_real_)
  if (n < 2) return(c(out, list(t95_raw = NA, t95 = NA, fpc95_raw = NA, fpc95 = NA)))
  half <- qt(0.975, n - 1) * sd(x) / sqrt(n)
  ci <- mean(x) + c(-1, 1) * half
  if (sd(x) > 1e-9) { tt <- as.numeric(t.test(x)$conf.int); close_to(tt, ci); ci <- tt }
  out <- c(out, list(t95_raw = ci, t95 = clip(ci)))
  if (!is.null(N) && N >= n) {
    fp <- mean(x) + c(-1, 1) * half * sqrt(1 - n / N)
    if (sd(x) > 1e-9 && N > n) {
      m <- svymean(~x, svydesign(ids = ~1, fpc = rep(N, n), data = data.frame(x = x)))
      sv <- as.numeric(confint(m, df = n - 1)); close_to(sv, fp); fp <- sv
    }
  } else fp <- ci
  c(out, list(N = if (is.null(N)) NA else N, fpc95_raw = fp, fpc95 = clip(fp)))
}
counts <- function(state) as.list(setNames(sapply(c("", "na", "dk", "pns", "blank"), \(s) sum(state == s)),
                                            c("answered", "na", "dk", "pns", "blank")))

figures_for <- function(name) {
  k <- fromJSON(paste0(name, ".keys.json"), simplifyVector = FALSE)
  set <- read_set(k)
  own <- if (is.null(set$role)) rep(TRUE, nrow(set$values)) else !(set$role %in% unlist(k$outside_roles))
  scored <- lapply(setNames(nm = names(k$scales)), \(s) score(k, set, s))
  set.seed(20240917)
  people <- if (nrow(set$values) <= 60) seq_len(nrow(set$values)) else sort(sample(nrow(set$values), 10))
  for (rule in k$rules) for (s in scored) {           # and, per scale: 2 left unscored, 2 scored thanks to N/A
    ok <- enough(rule, s$state); b <- enough(rule, s$state, TRUE)
    people <- union(people, c(head(which(!ok), 2), head(which(ok & !b), 2)))
  }
  people <- sort(people)
  rules <- lapply(k$rules, \(rule) {
    per <- lapply(scored, \(s) { x <- s$person; x[!enough(rule, s$state)] <- NA; x })
    scales <- lapply(setNames(nm = names(per)), \(nm) {
      s <- scored[[nm]]; x <- per[[nm]]; x_own <- x[own & !is.na(x)]
      out <- interval(x_own, k$N)
      use <- own & !is.na(x)
      W <- rowSums(sweep(!is.na(s$sev), 2, s$w, "*"))
      contribution <- sapply(colnames(s$sev), \(j) if (any(use)) sum(s$w[[j]] * s$sev[use, j] / W[use], na.rm = TRUE) / sum(use) else NA_real_)
      if (any(use)) close_to(sum(contribution), out$mean)
      other <- enough(rule, s$state, TRUE)
      out$n_if_na_were_blank <- sum(own & other)
      out$cells <- counts(s$state[own, , drop = FALSE])
      out$contribution <- as.list(contribution)
      out$items <- lapply(setNames(nm = colnames(s$sev)), \(j) {
        y <- s$sev[own, j]; c(list(n = sum(!is.na(y)), mean = num(mean(y, na.rm = TRUE))), counts(s$state[own, j])[-1]) })
      if (!is.null(set$role)) out$roles <- lapply(setNames(nm = names(k$N_by_role)), \(r)
        c(list(asked = sum(set$role == r)), interval(x[set$role == r & !is.na(x)], k$N_by_role[[r]])))
      out
    })
    out <- list(min_share = rule$min_share, min_answered = rule$min_answered, scales = scales)
    if (!is.null(k$gap)) {
      g <- lapply(per, \(x) { a <- x[set$role == k$gap[[1]] & !is.na(x)]; b <- x[set$role == k$gap[[2]] & !is.na(x)]
        t95 <- t.test(a, b); t99 <- t.test(a, b, conf.level = 0.99)
        list(difference = mean(a) - mean(b), df = unname(t95$parameter), t = unname(t95$statistic), p = t95$p.value,
             ci95 = as.numeric(t95$conf.int), ci99 = as.numeric(t99$conf.int)) })
      holm <- p.adjust(sapply(g, \(x) x$p), "holm")
      for (nm in names(g)) g[[nm]]$p_holm <- holm[[nm]]
      out$gap <- list(a = k$gap[[1]], b = k$gap[[2]], scales = g)
    }
    out$people <- lapply(people, \(i) list(row = i, scores = lapply(per, \(x) num(x[i]))))
    out
  })
  list(rows = nrow(set$values), people_in_school = sum(own), rules = rules)
}

# toJSON stops at 15 digits, so numbers travel as marked text
write_json17 <- function(x, file) {
  marked <- rapply(x, \(v) ifelse(is.na(v), NA, sprintf("<%.17g>", v)), classes = c("numeric", "integer"), how = "replace")
  text <- toJSON(marked, auto_unbox = TRUE, na = "null", null = "null", pretty = 1)
  writeLines(gsub('"<([^<>"]*)>"', "\\1", text), file)
}
sets <- c("bfi", "bfi_sparse", "epi", "msq", "anes96", "hillside")
version <- \(p) as.character(packageVersion(p))
made <- list(R = R.version.string, psych = version("psych"), psychTools = version("psychTools"),
             survey = version("survey"), jsonlite = version("jsonlite"))
write_json17(list(made_with = made, sets = lapply(setNames(nm = sets), figures_for)), "figures.json")

df <- c(1:30, 40, 60, 120, 1000, 25000, 1e6)
write_json17(list(made_with = made["R"], quantiles = lapply(df, \(d) list(df = d, p0.975 = qt(0.975, d), p0.995 = qt(0.995, d)))),
             "t_quantiles.json")
