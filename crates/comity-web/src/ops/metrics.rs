//! The numbers in the text format that Prometheus reads.

use std::fmt;

use prometheus_client::{
    collector::Collector,
    encoding::{DescriptorEncoder, EncodeMetric, text::encode},
    metrics::{counter::ConstCounter, gauge::ConstGauge},
    registry::Registry,
};

use super::{ChannelMeasures, Measures};

/// The media type of the format.
pub(super) const MEDIA: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// Writes the numbers.
pub(super) fn write(measures: Measures) -> Result<String, fmt::Error> {
    let mut registry = Registry::with_prefix("comity");
    registry.register_collector(Box::new(measures));
    let mut text = String::new();
    encode(&mut text, &registry)?;
    Ok(text)
}

impl Collector for Measures {
    fn encode(&self, mut encoder: DescriptorEncoder<'_>) -> fmt::Result {
        let to = &mut encoder;
        self.channels(
            to,
            "exchanges",
            "Exchanges that were completed",
            |channel| Some(ConstCounter::new(channel.exchanges)),
        )?;
        self.channels(to, "exchanges_failed", "Exchanges that failed", |channel| {
            Some(ConstCounter::new(channel.exchanges_failed))
        })?;
        self.channels(to, "entries_ours", "Entries of our log", |channel| {
            Some(ConstGauge::new(channel.entries_ours))
        })?;
        self.channels(
            to,
            "entries_theirs",
            "Entries of their log that we hold",
            |channel| Some(ConstGauge::new(channel.entries_theirs)),
        )?;
        self.channels(
            to,
            "channel_frozen",
            "1 where the channel is frozen",
            |channel| Some(ConstGauge::new(u64::from(channel.frozen))),
        )?;
        let help = "Seconds since the counterpart's last fresh signature";
        self.channels(to, "fresh_age_seconds", help, |channel| {
            channel.fresh_age_s.map(ConstGauge::new)
        })?;
        self.refusals(to)
    }
}

impl Measures {
    fn channels<M: EncodeMetric>(
        &self,
        encoder: &mut DescriptorEncoder<'_>,
        name: &str,
        help: &str,
        number: impl Fn(&ChannelMeasures) -> Option<M>,
    ) -> fmt::Result {
        let numbers = self.channels.iter().filter_map(|(party, channel)| {
            number(channel).map(|number| ([("party", party.as_str())], number))
        });
        family(encoder, name, help, numbers)
    }

    fn refusals(&self, encoder: &mut DescriptorEncoder<'_>) -> fmt::Result {
        let numbers = self
            .refusals
            .iter()
            .map(|(code, count)| ([("code", code.as_str())], ConstCounter::new(*count)));
        family(encoder, "refusals", "Refusals by code", numbers)
    }
}

/// One metric with a line for each label; left out where there is none.
fn family<'a, M: EncodeMetric>(
    encoder: &mut DescriptorEncoder<'_>,
    name: &str,
    help: &str,
    numbers: impl Iterator<Item = ([(&'a str, &'a str); 1], M)>,
) -> fmt::Result {
    let mut numbers = numbers.peekable();
    let Some((_, first)) = numbers.peek() else {
        return Ok(());
    };
    let mut metric = encoder.encode_descriptor(name, help, None, first.metric_type())?;
    for (labels, number) in numbers {
        number.encode(metric.encode_family(&labels)?)?;
    }
    Ok(())
}
