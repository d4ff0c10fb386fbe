//! When was that? Dates of exchange files in the one form TMX 1.4b allows: `20240605T101500Z` (ISO 8601 basic, UTC).

use std::borrow::Cow;

/// A date of any ISO 8601 look (`2024-06-05`, `2024-06-05T10:15:00+03:00`, `20240605T101500`) in TMX form. Without a
/// time it is midnight, without a zone it is taken for UTC, fractions of a second are dropped. `None` for what is no
/// date.
pub(in crate::formats) fn normal(text: &str) -> Option<Cow<'_, str>> {
    let text = text.trim();
    if is_normal(text.as_bytes()) {
        return Some(Cow::Borrowed(text));
    }
    let (date, time) = match text.find(['T', 't', ' ']) {
        Some(i) => (&text[..i], &text[i + 1..]),
        None => (text, ""),
    };
    let date = digits::<8>(&date.replace('-', ""))?;
    let (clock, offset) = split_zone(time)?;
    let clock = clock.split(['.', ',']).next().unwrap_or_default().replace(':', "");
    let clock = match clock.len() {
        0 => [0; 6],
        4 => digits::<6>(&format!("{clock}00"))?,
        _ => digits::<6>(&clock)?,
    };
    let number = |digits: &[u32]| digits.iter().fold(0, |n, d| n * 10 + i64::from(*d));
    let (year, month, day) = (number(&date[..4]), number(&date[4..6]), number(&date[6..]));
    let (hour, minute, second) = (number(&clock[..2]), number(&clock[2..4]), number(&clock[4..]));
    if year == 0 || !(1..=12).contains(&month) || day == 0 || day > days_in(year, month) {
        return None;
    }
    if hour > 23 || minute > 59 || second > 60 {
        return None;
    }
    let minutes = hour * 60 + minute - offset;
    let (year, month, day) = shift(year, month, day, minutes.div_euclid(24 * 60));
    let minutes = minutes.rem_euclid(24 * 60);
    let (hour, minute, second) = (minutes / 60, minutes % 60, second.min(59));
    (1..=9999).contains(&year).then(|| format!("{year:04}{month:02}{day:02}T{hour:02}{minute:02}{second:02}Z").into())
}

/// Whether it is in TMX form already, as nearly all dates are.
fn is_normal(text: &[u8]) -> bool {
    let number =
        |digits: &[u8]| digits.iter().try_fold(0, |n, d| d.is_ascii_digit().then(|| n * 10 + i64::from(*d - b'0')));
    let [date @ .., b'T', h1, h2, m1, m2, s1, s2, b'Z'] = text else { return false };
    let Some(date) = number(date).filter(|_| date.len() == 8) else { return false };
    let (year, month, day) = (date / 10_000, date / 100 % 100, date % 100);
    let below = |digits: [&u8; 2], limit| number(&digits.map(|d| *d)).is_some_and(|n| n < limit);
    let clock = below([h1, h2], 24) && below([m1, m2], 60) && below([s1, s2], 60);
    clock && year > 0 && (1..=12).contains(&month) && day > 0 && day <= days_in(year, month)
}

/// The clock, and how many minutes it is ahead of UTC.
fn split_zone(time: &str) -> Option<(&str, i64)> {
    if let Some(clock) = time.strip_suffix(['Z', 'z']) {
        return Some((clock, 0));
    }
    let Some(i) = time.find(['+', '-']) else { return Some((time, 0)) };
    let zone = digits::<4>(&time[i + 1..].replace(':', ""))?;
    let minutes = i64::from((zone[0] * 10 + zone[1]) * 60 + zone[2] * 10 + zone[3]);
    (minutes <= 18 * 60).then_some((&time[..i], if time.as_bytes()[i] == b'-' { -minutes } else { minutes }))
}

fn digits<const N: usize>(text: &str) -> Option<[u32; N]> {
    let digits: Option<Vec<u32>> = text.chars().map(|c| c.to_digit(10)).collect();
    digits?.try_into().ok()
}

fn days_in(year: i64, month: i64) -> i64 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// The day before, the same, or the day after.
fn shift(year: i64, month: i64, day: i64, days: i64) -> (i64, i64, i64) {
    match day + days {
        0 if month == 1 => (year - 1, 12, 31),
        0 => (year, month - 1, days_in(year, month - 1)),
        day if day <= days_in(year, month) => (year, month, day),
        _ if month == 12 => (year + 1, 1, 1),
        _ => (year, month + 1, 1),
    }
}

#[cfg(test)]
mod tests {
    use super::normal;

    #[track_caller]
    fn check(text: &str, expected: Option<&str>) {
        assert_eq!(normal(text).as_deref(), expected, "{text}");
    }

    #[test]
    fn dates_take_one_form() {
        check("20231215T112809Z", Some("20231215T112809Z"));
        check("20231215T112809", Some("20231215T112809Z"));
        check("2023-12-15T11:28:09.5Z", Some("20231215T112809Z"));
        check("2023-12-15 11:28", Some("20231215T112800Z"));
        check("2023-12-15", Some("20231215T000000Z"));
        check("2024-01-01T01:30:00+03:00", Some("20231231T223000Z"));
        check("2024-02-28T23:30:00-03:00", Some("20240229T023000Z"));
    }

    #[test]
    fn what_is_no_date_is_none() {
        for text in ["", "yesterday", "20230230T000000Z", "20231315", "20231215T250000Z", "15.12.2023", "2023-12-1д"] {
            check(text, None);
        }
    }
}
