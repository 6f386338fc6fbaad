<?xml version="1.0" encoding="UTF-8"?>
<!-- Funktionen der Geschäftsregeln des XBußgeld (Entwurf) in XSLT 2.0; ihre Bedeutung steht in README.md. -->
<xsl:stylesheet version="2.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:f="urn:bussgeld-blaupause:schematron:funktionen" xmlns:i="urn:bussgeld-blaupause:schematron:intern" exclude-result-prefixes="xs f i">

  <!-- Tage und Zeitpunkte -->

  <xsl:function name="f:tag" as="xs:string">
    <xsl:param name="zeitpunkt" as="item()*"/>
    <xsl:variable name="text" select="i:text($zeitpunkt)"/>
    <xsl:variable name="zeit" select="i:zeitpunkt($text)"/>
    <xsl:sequence select="if (f:ist-tag($text)) then $text else if (exists($zeit)) then i:tag-in-deutschland($zeit) else ''"/>
  </xsl:function>

  <xsl:function name="f:ist-tag" as="xs:boolean">
    <xsl:param name="text" as="item()*"/>
    <xsl:variable name="tag" select="i:text($text)"/>
    <xsl:sequence select="matches($tag, '^[0-9]{4}-[0-9]{2}-[0-9]{2}$') and not(starts-with($tag, '0000')) and $tag castable as xs:date"/>
  </xsl:function>

  <xsl:function name="f:tag-plus" as="xs:string">
    <xsl:param name="tag" as="item()*"/>
    <xsl:param name="n" as="item()*"/>
    <xsl:variable name="von" select="f:tag($tag)"/>
    <xsl:variable name="zahl" select="i:anzahl($n)"/>
    <xsl:sequence select="if ($von = '' or empty($zahl)) then '' else i:tag(xs:date($von) + $zahl * xs:dayTimeDuration('P1D'))"/>
  </xsl:function>

  <xsl:function name="f:monat-plus" as="xs:string">
    <xsl:param name="tag" as="item()*"/>
    <xsl:param name="n" as="item()*"/>
    <xsl:variable name="von" select="f:tag($tag)"/>
    <xsl:variable name="zahl" select="i:anzahl($n)"/>
    <xsl:sequence select="if ($von = '' or empty($zahl)) then '' else i:tag(xs:date($von) + $zahl * xs:yearMonthDuration('P1M'))"/>
  </xsl:function>

  <xsl:function name="f:jahr-plus" as="xs:string">
    <xsl:param name="tag" as="item()*"/>
    <xsl:param name="n" as="item()*"/>
    <xsl:sequence select="f:monat-plus($tag, number($n[1]) * 12)"/>
  </xsl:function>

  <xsl:function name="f:vor" as="xs:boolean">
    <xsl:param name="a" as="item()*"/>
    <xsl:param name="b" as="item()*"/>
    <xsl:variable name="erster" select="i:zeitpunkt(i:text($a))"/>
    <xsl:variable name="zweiter" select="i:zeitpunkt(i:text($b))"/>
    <xsl:variable name="von" select="f:tag($a)"/>
    <xsl:variable name="bis" select="f:tag($b)"/>
    <xsl:sequence select="if (exists($erster) and exists($zweiter)) then $erster lt $zweiter else $von != '' and $bis != '' and xs:date($von) lt xs:date($bis)"/>
  </xsl:function>

  <!-- Prüfziffern und Schlüssel -->

  <xsl:function name="f:iban-gueltig" as="xs:boolean">
    <xsl:param name="text" as="item()*"/>
    <xsl:variable name="iban" select="i:text($text)"/>
    <xsl:sequence select="matches($iban, '^[A-Z]{2}[0-9]{2}[A-Z0-9]{1,30}$') and i:rest(string-to-codepoints(concat(substring($iban, 5), substring($iban, 1, 4))), 0) = 1"/>
  </xsl:function>

  <xsl:function name="f:organisationsschluessel-gueltig" as="xs:boolean">
    <xsl:param name="text" as="item()*"/>
    <xsl:sequence select="matches(i:text($text), '^[a-z]{3}:[0-9]{12}$')"/>
  </xsl:function>

  <xsl:function name="f:land" as="xs:string">
    <xsl:param name="text" as="item()*"/>
    <xsl:sequence select="if (f:organisationsschluessel-gueltig($text)) then substring(i:text($text), 5, 2) else ''"/>
  </xsl:function>

  <!-- Codelisten -->

  <xsl:key name="i:zeile" match="SimpleCodeList/Row" use="normalize-space(Value[@ColumnRef = 'code'])"/>

  <xsl:function name="f:in-liste" as="xs:boolean">
    <xsl:param name="liste" as="item()*"/>
    <xsl:param name="code" as="item()*"/>
    <xsl:sequence select="exists(i:zeilen($liste, $code))"/>
  </xsl:function>

  <xsl:function name="f:liste" as="xs:string">
    <xsl:param name="liste" as="item()*"/>
    <xsl:param name="code" as="item()*"/>
    <xsl:param name="spalte" as="item()*"/>
    <xsl:sequence select="i:wert(i:zeilen($liste, $code)[last()], i:text($spalte))"/>
  </xsl:function>

  <xsl:function name="f:tatbestand" as="xs:string">
    <xsl:param name="tbnr" as="item()*"/>
    <xsl:param name="spalte" as="item()*"/>
    <xsl:param name="tag" as="item()*"/>
    <xsl:variable name="am" select="f:tag($tag)"/>
    <xsl:variable name="zeile" select="i:zeilen('tatbestand', $tbnr)[$am != '' and not(f:vor($am, i:wert(., 'gueltigAb'))) and not(f:vor(i:wert(., 'gueltigBis'), $am))][1]"/>
    <xsl:sequence select="i:wert($zeile, i:text($spalte))"/>
  </xsl:function>

  <!-- Nur für die Funktionen oben -->

  <xsl:function name="i:text" as="xs:string">
    <xsl:param name="wert" as="item()*"/>
    <xsl:sequence select="replace(string($wert[1]), '^[ \t\n\r]+|[ \t\n\r]+$', '')"/>
  </xsl:function>

  <xsl:function name="i:anzahl" as="xs:integer?">
    <xsl:param name="n" as="item()*"/>
    <xsl:variable name="zahl" select="number($n[1])"/>
    <xsl:sequence select="if ($zahl = floor($zahl) and abs($zahl) le 10000000) then xs:integer($zahl) else ()"/>
  </xsl:function>

  <xsl:function name="i:zeitpunkt" as="xs:dateTime?">
    <xsl:param name="text" as="xs:string"/>
    <xsl:sequence select="if (matches($text, '^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?(Z|[+\-][0-9]{2}:[0-9]{2})$') and not(starts-with($text, '0000')) and $text castable as xs:dateTime) then xs:dateTime($text) else ()"/>
  </xsl:function>

  <xsl:function name="i:tag" as="xs:string">
    <xsl:param name="tag" as="xs:date"/>
    <xsl:sequence select="if (f:ist-tag($tag)) then string($tag) else ''"/>
  </xsl:function>

  <xsl:function name="i:tag-in-deutschland" as="xs:string">
    <xsl:param name="zeit" as="xs:dateTime"/>
    <xsl:variable name="utc" select="adjust-dateTime-to-timezone($zeit, xs:dayTimeDuration('PT0H'))"/>
    <xsl:variable name="jahr" select="format-number(year-from-dateTime($utc), '0000')"/>
    <xsl:variable name="sommer" select="$utc ge i:letzter-sonntag($jahr, '03') and $utc lt i:letzter-sonntag($jahr, '10')"/>
    <xsl:variable name="ort" select="$utc + xs:dayTimeDuration(if ($sommer) then 'PT2H' else 'PT1H')"/>
    <xsl:sequence select="i:tag(adjust-date-to-timezone(xs:date($ort), ()))"/>
  </xsl:function>

  <!-- 1 Uhr UTC am letzten Sonntag eines Monats mit 31 Tagen; der 4. Januar 1970 war ein Sonntag. -->
  <xsl:function name="i:letzter-sonntag" as="xs:dateTime">
    <xsl:param name="jahr" as="xs:string"/>
    <xsl:param name="monat" as="xs:string"/>
    <xsl:variable name="letzter" select="xs:date(concat($jahr, '-', $monat, '-31'))"/>
    <xsl:variable name="tage" select="days-from-duration($letzter - xs:date('1970-01-04'))"/>
    <xsl:variable name="sonntag" select="$letzter - (($tage mod 7 + 7) mod 7) * xs:dayTimeDuration('P1D')"/>
    <xsl:sequence select="xs:dateTime(concat($sonntag, 'T01:00:00Z'))"/>
  </xsl:function>

  <xsl:function name="i:rest" as="xs:integer">
    <xsl:param name="zeichen" as="xs:integer*"/>
    <xsl:param name="bisher" as="xs:integer"/>
    <xsl:variable name="wert" select="if ($zeichen[1] lt 65) then $zeichen[1] - 48 else $zeichen[1] - 55"/>
    <xsl:sequence select="if (empty($zeichen)) then $bisher else i:rest(subsequence($zeichen, 2), ($bisher * (if ($wert gt 9) then 100 else 10) + $wert) mod 97)"/>
  </xsl:function>

  <xsl:function name="i:zeilen" as="element()*">
    <xsl:param name="liste" as="item()*"/>
    <xsl:param name="code" as="item()*"/>
    <xsl:sequence select="key('i:zeile', i:text($code), document(concat('../codelisten/urn-bussgeld-blaupause-codeliste-', i:text($liste), '_1.0.xml')))"/>
  </xsl:function>

  <xsl:function name="i:wert" as="xs:string">
    <xsl:param name="zeile" as="element()?"/>
    <xsl:param name="spalte" as="xs:string"/>
    <xsl:sequence select="i:text($zeile/Value[@ColumnRef = $spalte]/SimpleValue)"/>
  </xsl:function>
</xsl:stylesheet>
