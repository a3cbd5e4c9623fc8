# Numbers of R's survival package for the tests of src/stats (survival_table, kaplan_meier, nelson_aalen, log_rank, cox, concordance).
#   Rscript tools/reference_checks/survival.R > tests/reference/survival.json
# Rows: Freireich's 6-MP (1963, as in Cox 1972), the veterans' lung cancer trial (Kalbfleisch and Prentice; written to
# tests/reference/veteran.csv with the argument "rows"), and rows made by a formula with ties, late entry and weights.
suppressMessages(library(survival))
options(digits = 17)
if (identical(commandArgs(TRUE), "rows")) {
  v <- veteran
  v$celltype <- as.character(v$celltype)
  write.csv(v, "tests/reference/veteran.csv", row.names = FALSE, quote = FALSE)
  quit()
}
say <- function(x) {
  if (is.list(x)) return(paste0("{", paste0('"', names(x), '": ', vapply(x, say, ""), collapse = ",\n "), "}"))
  if (is.character(x)) return(paste0('"', x, '"'))
  text <- ifelse(is.finite(x), formatC(x, digits = 17, format = "g", width = -1), "null")
  if (length(x) == 1) text else paste0("[", paste(text, collapse = ", "), "]")
}
curve <- function(fit) {
  s <- summary(fit, censored = FALSE)
  i <- match(s$time, fit$time)
  list(time = s$time, at_risk = s$n.risk, survival = s$surv, standard_error = s$std.err, low = s$lower, high = s$upper,
       hazard = s$cumhaz, hazard_error = s$std.chaz)
}
mean_until <- function(fit, until) unname(survival:::survmean(fit, rmean = until)$matrix[c("rmean", "se(rmean)")])
quantiles <- function(fit) { q <- quantile(fit, 0.5); unname(c(q$quantile, q$lower, q$upper)) }
cox_of <- function(fit) {
  s <- summary(fit)
  z <- cox.zph(fit, terms = FALSE)$table
  c(list(coefficients = unname(coef(fit)), standard_error = unname(s$coefficients[, if (is.null(fit$naive.var)) "se(coef)" else "robust se"]),
       loglik_null = fit$loglik[1], loglik = fit$loglik[2], concordance = unname(fit$concordance["concordance"]),
       concordance_error = unname(fit$concordance["std"]), score = fit$score,
       zph_chi2 = unname(z[, "chisq"]), zph_p = unname(z[, "p"])),
    if (!is.null(fit$rscore)) list(robust_score = fit$rscore))
}

treated <- c(6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35)
treated_event <- c(1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0)
placebo <- c(1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23)
mp <- data.frame(time = c(treated, placebo), event = c(treated_event, rep(1, 21)), placebo = rep(0:1, each = 21))
mp_fit <- survfit(Surv(time, event) ~ 1, mp, subset = placebo == 0)
mp_loglog <- survfit(Surv(time, event) ~ 1, mp, subset = placebo == 0, conf.type = "log-log")
mp_placebo <- survfit(Surv(time, event) ~ 1, mp, subset = placebo == 1)
mp_rank <- survdiff(Surv(time, event) ~ placebo, mp)

i <- 0:239
made <- data.frame(x1 = (i * 53) %% 97 / 10, x2 = as.numeric(i %% 3 == 0), x3 = (i * i) %% 13)
made$time <- 1 + ((i * i * 7 + i * 13) %% 29) * ifelse(made$x2 == 1, 1, 2)
made$event <- as.numeric((i * 31) %% 10 < 6)
made$entry <- pmax(0, made$time - 1 - (i * 17) %% 23)
made$weight <- 0.5 + (i * 29) %% 11 / 4
made$group <- (i * 7) %% 4
late <- Surv(made$entry, made$time, made$event)
plain <- Surv(made$time, made$event)
w <- made$weight
made_km <- survfit(plain ~ 1)
made_late <- survfit(late ~ 1)
ids <- seq_along(i)
made_weighted <- survfit(plain ~ 1, weights = w, robust = TRUE, id = ids)
made_weighted_late <- survfit(late ~ 1, weights = w, robust = TRUE, id = ids)

v <- veteran
out <- list(
  origin = paste0("R ", getRversion(), ", survival ", packageVersion("survival"), "; tools/reference_checks/survival.R"),
  mp = curve(mp_fit), mp_loglog = curve(mp_loglog), mp_median = quantiles(mp_fit), mp_placebo_median = quantiles(mp_placebo),
  mp_mean_30 = mean_until(mp_fit, 30),
  mp_log_rank = c(mp_rank$chisq, mp_rank$obs, mp_rank$exp),
  mp_efron = cox_of(coxph(Surv(time, event) ~ placebo, mp)),
  mp_breslow = cox_of(coxph(Surv(time, event) ~ placebo, mp, ties = "breslow")),
  made = curve(made_km), made_late = curve(made_late), made_weighted = curve(made_weighted), made_weighted_late = curve(made_weighted_late),
  made_median = quantiles(made_km), made_late_median = quantiles(made_late),
  made_mean_40 = mean_until(made_km, 40), made_late_mean_40 = mean_until(made_late, 40),
  made_log_rank = with(survdiff(plain ~ group, made), c(chisq, obs, exp)),
  made_weighted_score = with(coxph(plain ~ factor(group), made, weights = w, robust = TRUE, ties = "breslow", init = c(0, 0, 0), control = coxph.control(iter.max = 0)), rscore),
  made_late_weighted_score = with(coxph(late ~ factor(group), made, weights = w, robust = TRUE, id = ids, ties = "breslow", init = c(0, 0, 0), control = coxph.control(iter.max = 0)), rscore),
  cox_efron = cox_of(coxph(plain ~ x1 + x2 + x3, made)),
  cox_breslow = cox_of(coxph(plain ~ x1 + x2 + x3, made, ties = "breslow")),
  cox_late = cox_of(coxph(late ~ x1 + x2 + x3, made)),
  cox_late_breslow = cox_of(coxph(late ~ x1 + x2 + x3, made, ties = "breslow")),
  cox_weighted = cox_of(coxph(plain ~ x1 + x2 + x3, made, weights = w, robust = TRUE)),
  cox_weighted_late = cox_of(coxph(late ~ x1 + x2 + x3, made, weights = w, robust = TRUE, id = ids)),
  cox_weighted_breslow = cox_of(coxph(plain ~ x1 + x2 + x3, made, weights = w, robust = TRUE, ties = "breslow")),
  veteran = cox_of(coxph(Surv(time, status) ~ trt + I(celltype == "large") + I(celltype == "smallcell") + I(celltype == "squamous") + karno + diagtime + age + prior, v)),
  veteran_zph_terms = local({ v$cell <- factor(as.character(v$celltype)); z <- cox.zph(coxph(Surv(time, status) ~ trt + cell + karno, v))$table; c(z[, "chisq"], z[, "df"]) })
)
cat(say(out), "\n", sep = "")
