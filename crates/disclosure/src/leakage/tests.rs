//! The meter against figures worked out by hand, and against its own laws.

use super::*;
use proptest::prelude::*;

fn ratio(over: i64, under: i64) -> BigRational {
    BigRational::new(BigInt::from(over), BigInt::from(under))
}

fn told(prior: &Prior, channel: &Channel, gain: Gain) -> [BigRational; 2] {
    let Leakage { before, after } = Leakage::of(prior, channel, gain).unwrap();
    assert!(after.is_exact());
    [before, after.value().clone()]
}

/// The middle between a limit of 0 to 9 and 9, rounded down, is shown.
fn middle() -> (Prior, Channel) {
    let channel = Channel::of_shown(&(0..10).map(|limit| (limit + 9) / 2).collect::<Vec<_>>());
    (Prior::uniform(10).unwrap(), channel)
}

/// `security.md` (f): the small exact case.
#[test]
fn a_package_in_the_middle_tells_what_the_design_says_it_tells() {
    let (prior, channel) = middle();
    assert_eq!(
        told(&prior, &channel, Gain::Exact),
        [ratio(1, 10), ratio(3, 5)]
    );
    assert_eq!(
        told(&prior, &channel, Gain::Within(1)),
        [ratio(3, 10), ratio(1, 1)]
    );
    assert_eq!(
        told(&prior, &channel, Gain::Tries(2)),
        [ratio(1, 5), ratio(1, 1)]
    );
    assert_eq!(channel.capacity(), ratio(6, 1));
    // 6 is the third thing that may be shown, behind 4 and 5.
    let left = prior.after(&channel, 2).unwrap();
    assert_eq!(left.possible().collect::<Vec<_>>(), [3, 4]);
    assert_eq!(left.chance(3), ratio(1, 2));
    let worst = Worst::of(&prior, &channel, Gain::Exact).unwrap().unwrap();
    assert_eq!((worst.gain, worst.possible), (ratio(1, 1), 1));
}

/// `security.md` (f): a red line of 0 to 99, each as likely, and an observer whose own limit is 80.
#[test]
fn the_table_of_the_red_line_is_found_to_the_last_digit() {
    let prior = Prior::uniform(100).unwrap();
    let of = |shown: fn(usize) -> usize| {
        let shown = (0..100).map(|x| (x <= 80).then(|| shown(x)));
        Channel::of_shown(&shown.collect::<Vec<_>>())
    };
    let table = [
        (Channel::of_shown(&[0; 100]), "0.00 bits", 11, ratio(82, 5)),
        (of(|_| 0), "1.00 bit", 22, ratio(82, 5)),
        (of(|x| (x + 80) / 20), "2.58 bits", 56, ratio(257, 10)),
        (of(|x| x + 80), "6.36 bits", 92, ratio(162, 5)),
    ];
    for (channel, bits, near, squeeze) in table {
        let leakage = Leakage::of(&prior, &channel, Gain::Exact).unwrap();
        assert_eq!(leakage.bits().to_string(), bits);
        let [_, within] = told(&prior, &channel, Gain::Within(5));
        assert_eq!(within, ratio(near, 100), "{bits}");
        let [_, squeezed] = told(&prior, &channel, Gain::Squeeze(80));
        assert_eq!(squeezed, squeeze, "{bits}");
    }
}

/// `security.md` (f): bits alone mislead.
#[test]
fn an_answer_that_is_true_three_times_in_four_leaks_bits_and_is_worth_nothing() {
    let prior = Prior::uniform(10).unwrap();
    let row = |limit| if limit <= 6 { vec![3, 1] } else { vec![1, 3] };
    let channel = Channel::of_weights(&(0..10).map(row).collect::<Vec<_>>()).unwrap();
    let leakage = Leakage::of(&prior, &channel, Gain::Exact).unwrap();
    assert_eq!(leakage.bits().to_string(), "0.58 bits");
    let squeezed = told(&prior, &channel, Gain::Squeeze(9));
    assert_eq!(squeezed, [ratio(5, 2), ratio(5, 2)]);
}

#[test]
fn what_is_shown_one_after_the_other_leaves_what_is_shown_together_would() {
    let (prior, first) = middle();
    let second = Channel::of_shown(&(0..10).map(|limit| limit <= 3).collect::<Vec<_>>());
    let both = first.beside(&second).unwrap();
    let after_both = |limit: usize| {
        let shown = (0..both.shown()).find(|shown| !both.chance(limit, *shown).is_zero());
        prior.after(&both, shown.unwrap()).unwrap()
    };
    for limit in 0..10 {
        let shown = (limit + 9) / 2 - 4;
        let one = prior.after(&first, shown).unwrap();
        let other = one.after(&second, usize::from(limit <= 3)).unwrap();
        assert_eq!(other, after_both(limit));
    }
}

#[test]
fn a_prior_of_other_limits_is_refused_and_what_is_never_shown_leaves_nothing() {
    let prior = Prior::uniform(4).unwrap();
    let other = Leakage::of(&prior, &Channel::of_shown(&[1; 5]), Gain::Exact);
    let limits = LeakageError::Limits {
        prior: 4,
        channel: 5,
    };
    assert_eq!(other.unwrap_err(), limits);
    assert_eq!(Prior::of_weights(&[0, 0]), Err(LeakageError::Nothing(2)));
    let channel = Channel::of_shown(&[1; 4]);
    assert_eq!(prior.after(&channel, 1), Err(LeakageError::Nothing(4)));
}

#[test]
fn nothing_shown_is_a_thing_shown() {
    let channel = Channel::of_ties(&[vec!['a', 'b'], vec!['b'], vec![]]);
    assert_eq!((channel.shown(), channel.entries()), (3, 4));
    assert_eq!(channel.chance(0, 1), ratio(1, 2));
    assert_eq!(channel.chance(2, 2), ratio(1, 1));
    let silent = Prior::uniform(3).unwrap().after(&channel, 2).unwrap();
    assert_eq!(silent.possible().collect::<Vec<_>>(), [2]);
}

#[test]
fn a_channel_too_large_to_be_computed_gets_a_bound_that_says_so() {
    let (prior, channel) = middle();
    let within = |most| Leakage::within(most, (&prior, &channel), Gain::Exact).unwrap();
    assert_eq!(within(10).after, Figure::Exact(ratio(3, 5)));
    assert_eq!(within(9).after, Figure::AtMost(ratio(3, 5)));
    assert!(!within(9).after.is_exact());
    let leakage = Leakage::bound(&prior, 90, Gain::Within(1));
    assert_eq!(leakage.after, Figure::AtMost(ratio(1, 1)));
}

fn weights() -> impl Strategy<Value = Vec<u32>> {
    proptest::collection::vec(0_u32..9, 2..7).prop_filter("one may be", |weights| {
        weights.iter().any(|&weight| weight > 0)
    })
}

fn noisy(limits: usize) -> impl Strategy<Value = Channel> {
    let row = proptest::collection::vec(0_u32..5, 3)
        .prop_filter("something is shown", |row| row.iter().any(|&w| w > 0));
    proptest::collection::vec(row, limits).prop_map(|rows| Channel::of_weights(&rows).unwrap())
}

fn gains() -> [Gain; 6] {
    [
        Gain::Exact,
        Gain::Within(1),
        Gain::Within(2),
        Gain::Tries(2),
        Gain::Squeeze(4),
        Gain::Squeeze(9),
    ]
}

fn shared(name: &str) -> Option<serde_json::Value> {
    let file = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../../shared/data/vectors/leak_vectors.json"
    );
    let Ok(file) = std::fs::read_to_string(file) else {
        let required = std::env::var("ONETEXT_REQUIRE_GOLD").is_ok_and(|value| value == "1");
        assert!(!required, "no shared data, and ONETEXT_REQUIRE_GOLD=1");
        println!("gold: skipped (no shared data), {name}");
        return None;
    };
    Some(serde_json::from_str(&file).unwrap())
}

/// Weights of the same ratios as fractions that are written down.
fn weights_of(fractions: &serde_json::Value, length: usize) -> Vec<u32> {
    let fractions = fractions.as_object().unwrap();
    let read = |place: usize| -> BigRational {
        let written = fractions.get(&place.to_string());
        written.map_or_else(BigRational::zero, |each| {
            each.as_str().unwrap().parse().unwrap()
        })
    };
    let all: Vec<BigRational> = (0..length).map(read).collect();
    let under = all
        .iter()
        .fold(BigInt::from(1), |under, each| under * each.denom());
    let whole = all.iter().map(|each| (each * &under).to_integer());
    let whole: Vec<BigInt> = whole.collect();
    let common = whole
        .iter()
        .fold(BigInt::zero(), |common, each| gcd(common, each.clone()));
    whole
        .iter()
        .map(|each| u32::try_from(each / &common).unwrap())
        .collect()
}

fn gcd(one: BigInt, other: BigInt) -> BigInt {
    if other.is_zero() {
        one
    } else {
        gcd(other.clone(), one % other)
    }
}

/// The 200 figures of the design, where they are there.
#[test]
fn every_shared_figure_is_found_exactly() {
    let Some(figures) = shared("200 figures") else {
        return;
    };
    let figures = figures.as_array().unwrap();
    assert_eq!(figures.len(), 200);
    for figure in figures {
        let limits = figure["prior"].as_object().unwrap().len();
        let prior = Prior::of_weights(&weights_of(&figure["prior"], limits)).unwrap();
        let channel = |name: &str| {
            let rows = (0..limits).map(|limit| weights_of(&figure[name][limit.to_string()], 8));
            Channel::of_weights(&rows.collect::<Vec<_>>()).unwrap()
        };
        let (one, other) = (channel("channel"), channel("channel2"));
        let both = one.beside(&other).unwrap();
        let sum = figure["squeeze_b"].as_str().unwrap().parse().unwrap();
        let [exact, near] = [Gain::Exact, Gain::Within(1)].map(|gain| told(&prior, &one, gain));
        let squeezed = told(&prior, &one, Gain::Squeeze(sum));
        let found = [
            ("V1_prior", &exact[0]),
            ("V1_post", &exact[1]),
            ("within1_prior", &near[0]),
            ("within1_post", &near[1]),
            ("squeeze_prior", &squeezed[0]),
            ("squeeze_post", &squeezed[1]),
            ("bayes_capacity", &one.capacity()),
            ("V1_post_both", &told(&prior, &both, Gain::Exact)[1]),
            ("capacity_both", &both.capacity()),
        ];
        for (name, found) in found {
            assert_eq!(found.to_string(), figure[name].as_str().unwrap(), "{name}");
        }
    }
}

/// How many problems are drawn; `ONETEXT_LEAKAGE_CASES` asks for more.
fn cases() -> ProptestConfig {
    let asked = std::env::var("ONETEXT_LEAKAGE_CASES").ok();
    let asked = asked.and_then(|count| count.parse().ok());
    ProptestConfig::with_cases(asked.unwrap_or(256))
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn the_fast_way_finds_what_the_definition_says(
        (weights, channel) in weights().prop_flat_map(|weights| {
            let limits = weights.len();
            (Just(weights), noisy(limits))
        }),
    ) {
        let prior = Prior::of_weights(&weights).unwrap();
        prop_assert_eq!(channel.capacity(), definition::capacity(&channel));
        for gain in gains() {
            let [before, after] = told(&prior, &channel, gain);
            prop_assert_eq!(before, definition::before(&prior, gain));
            prop_assert_eq!(after, definition::after(&prior, &channel, gain));
        }
    }

    /// The six laws of `security.md` (f).
    #[test]
    fn the_six_laws_of_leakage_hold(
        (weights, one, other) in weights().prop_flat_map(|weights| {
            let limits = weights.len();
            (Just(weights), noisy(limits), noisy(limits))
        }),
        seen in proptest::collection::vec(0_u8..4, 6),
    ) {
        let prior = Prior::of_weights(&weights).unwrap();
        let both = one.beside(&other).unwrap();
        let constant = Channel::of_shown(&vec![7; weights.len()]);
        let plain: Vec<u8> = seen.into_iter().take(weights.len()).collect();
        let kinds: std::collections::BTreeSet<&u8> = plain.iter().collect();
        let counted = BigRational::from_integer(BigInt::from(kinds.len()));
        // One thing for each limit: the capacity is how many there are.
        prop_assert_eq!(Channel::of_shown(&plain).capacity(), counted);
        // Two things together can tell no more than each may.
        prop_assert!(both.capacity() <= one.capacity() * other.capacity());
        for gain in gains() {
            let [before, after] = told(&prior, &one, gain);
            // To be shown something is never a loss, and no gain beyond the capacity.
            prop_assert!(after >= before);
            prop_assert!(after <= &before * one.capacity());
            let bound = Leakage::bound(&prior, one.shown(), gain).after;
            prop_assert!(after <= *bound.value());
            // What is the same whatever the limit, tells nothing.
            let [same, shown] = told(&prior, &constant, gain);
            prop_assert_eq!(same, shown);
            // Telling two things apart no longer tells no more.
            let [_, less] = told(&prior, &one.merged(&[0, 1, 1]), gain);
            prop_assert!(less <= after);
            let [_, more] = told(&prior, &both, gain);
            prop_assert!(more >= after);
            prop_assert!(more <= after * other.capacity());
        }
    }
}
