# Results of Qingshan in R: source("qingshan.R"), then
#   r <- qingshan_open("out/results.h5"); qingshan_read(r, "live_c_mean"); qingshan_close(r)
# Needs the package ncdf4 (Debian: r-cran-ncdf4).

qingshan_open <- function(path) ncdf4::nc_open(path)

qingshan_close <- function(results) invisible(ncdf4::nc_close(results))

# An array with its dimensions named; `name` as in results.h5, "portfolio/live_c_mean" for the portfolio. R's first dimension runs
# fastest: it is the file's last.
qingshan_read <- function(results, name) {
  values <- ncdf4::ncvar_get(results, name, collapse_degen = FALSE)
  names(dim(values)) <- vapply(results$var[[name]]$dim, function(d) d$name, "")
  values
}

# A data frame of a CSV of a run (years.csv, sites.csv, cash.csv ...).
qingshan_table <- function(path) read.csv(path, fileEncoding = "UTF-8-BOM", check.names = FALSE)
